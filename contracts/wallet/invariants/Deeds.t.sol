// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { WalletInvariantBase } from "./WalletInvariantBase.sol";

/// @notice An invariant that holds because nothing ever happens is worth nothing: hundreds of acts by chance, and each kind
///         of deed has been done, each kind of misdeed refused.
contract WalletDeedsTest is WalletInvariantBase {
    uint256 private constant ACTS = 1200;

    function test_every_deed_is_done() public {
        bytes4[] memory some = acts();
        for (uint256 i = 0; i < ACTS; ++i) {
            bytes4 chosen = some[uint256(keccak256(abi.encode("act", i))) % some.length];
            (bool ok, bytes memory reason) = address(handler).call(bytes.concat(chosen, arguments(i, chosen)));
            if (ok) continue;
            assembly ("memory-safe") {
                revert(add(reason, 32), mload(reason))
            }
        }
        string[36] memory deeds = [
            "deposit",
            "gift",
            "exit",
            "exit beside a lock",
            "exit refused",
            "enrolment",
            "enrolment refused",
            "exposure",
            "unenrolment",
            "unenrolment refused",
            "lock",
            "lock of many slices",
            "lock refused",
            "lock skipped",
            "batch",
            "release",
            "part released",
            "draw",
            "part drawn",
            "draw refused",
            "deferral",
            "collected",
            "claim",
            "claim paid",
            "nested call",
            "roll",
            "params",
            "pause",
            "merchant set",
            "veto refused",
            "hook refused",
            "robbery refused",
            "spam refused",
            "hook called by a stranger",
            "id used again",
            "lock that is over"
        ];
        for (uint256 i = 0; i < deeds.length; ++i) {
            assertGt(handler.done(deeds[i]), 0, deeds[i]);
        }
        assertGt(handler.hostile().tried(), 0, "hostile");
        assertGt(handler.acts(), ACTS * 9 / 10);
    }

    /// @dev Four numbers, of which some are no more than bools.
    function arguments(uint256 i, bytes4 chosen) private view returns (bytes memory) {
        uint256[4] memory numbers;
        for (uint256 k = 0; k < 4; ++k) {
            numbers[k] = uint256(keccak256(abi.encode(i, k)));
        }
        if (chosen == handler.passesToEdge.selector) numbers[0] %= 2;
        if (chosen == handler.draws.selector || chosen == handler.releases.selector) numbers[2] %= 2;
        if (chosen == handler.releases.selector) numbers[3] %= 2;
        return abi.encode(numbers);
    }
}
