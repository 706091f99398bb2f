// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Replayer } from "./Replayer.sol";

/// @notice The pool counts as the model does, on random runs that the model has written down; `npm run test:model`
///         writes and replays them. In four parts, so that two cores have enough to do.
contract DifferentialTest is Replayer {
    uint256 private constant PARTS = 4;

    /// @dev How a replay ends that went well: by a revert, so that the next one finds all as it was.
    error Replayed(uint256 steps);

    function setUp() public {
        deployManagers();
    }

    function test_runs_1_5_9() public {
        replayPart(1);
    }

    function test_runs_2_6_10() public {
        replayPart(2);
    }

    function test_runs_3_7_11() public {
        replayPart(3);
    }

    function test_runs_4_8_12() public {
        replayPart(4);
    }

    function replayPart(uint256 first) private {
        uint256 runs = vm.envUint("REFERENCE_RUNS");
        for (uint256 number = first; number <= runs; number += PARTS) {
            try this.replay(number) { }
            catch (bytes memory answer) {
                if (bytes4(answer) != Replayed.selector) passOn(answer);
            }
        }
    }

    /// @dev Fails where a trace is missing.
    function replay(uint256 number) external {
        string memory path = string.concat("cache/reference/", vm.toString(number), ".bin");
        revert Replayed(replayTrace(vm.readFileBinary(path), number));
    }

    function passOn(bytes memory reason) private pure {
        assembly ("memory-safe") {
            revert(add(reason, 32), mload(reason))
        }
    }
}
