// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ERC1820_REGISTRY } from "../amp/IERC1820Registry.sol";

/// @title  HostileMerchant
/// @notice Test only: a merchant that, while it is being paid, makes a call of its choice, or refuses its money in one of
///         three ways. Frugal, so that it comes to that within the gas of a payout.
contract HostileMerchant {
    enum Mood {
        Kind,
        Reverting,
        Burning,
        Talkative,
        Calling
    }

    Mood public mood;
    uint64 public tried;
    uint64 public succeeded;
    bytes4 public refusal; // of the last call
    uint256 public answer; // the first word of it

    address private _callee;
    bytes private _input;

    constructor() {
        ERC1820_REGISTRY.setInterfaceImplementer(address(this), keccak256("AmpTokensRecipient"), address(this));
    }

    function feel(Mood mood_) external {
        mood = mood_;
    }

    /// @notice Makes this call each time it is paid from now on.
    function plan(address callee, bytes calldata input) external {
        (mood, _callee, _input) = (Mood.Calling, callee, input);
    }

    /// @notice Calls `callee` as this account, for what it may do.
    function act(address callee, bytes calldata input) external returns (bytes memory) {
        (bool ok, bytes memory answer_) = callee.call(input);
        require(ok, "act");
        return answer_;
    }

    function tokensReceived(bytes4, bytes32, address, address, address, uint256, bytes calldata, bytes calldata)
        external
    {
        Mood feeling = mood;
        if (feeling == Mood.Kind) return;
        require(feeling != Mood.Reverting);
        if (feeling == Mood.Burning) while (gasleft() != 0) { }
        if (feeling == Mood.Talkative) {
            assembly ("memory-safe") {
                revert(0, 100000)
            }
        }
        ++tried;
        (bool ok, bytes memory answer_) = _callee.call(_input);
        if (!ok) {
            refusal = bytes4(answer_);
        } else {
            ++succeeded;
            answer = uint256(bytes32(answer_));
        }
    }
}
