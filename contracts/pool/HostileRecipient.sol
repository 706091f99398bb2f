// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ERC1820_REGISTRY } from "../amp/IERC1820Registry.sol";
import { HookProbe } from "../testing/HookProbe.sol";

/// @title  HostileRecipient
/// @notice Test only: a merchant or staker that does its worst the moment it is paid, or is about to pay.
/// @dev    It keeps little, since little gas may be left to it: how many calls it tried, how many went through, and how
///         the last one failed.
contract HostileRecipient is HookProbe {
    enum Mood {
        Calm,
        Refuse,
        BurnGas,
        Flood, // takes the payment, and answers with more than anyone wants to read
        FloodAndRefuse,
        ReEnter
    }

    Mood public mood;
    uint32 public flood; // bytes
    uint64 public tried;
    uint64 public succeeded;
    bytes4 public failure; // selector of the error that the last call met
    address private _callee;
    address private _viewed;
    bytes private _input;
    bytes private _question;
    bytes32 public seen; // digest of the answer to the question, at the time of the call
    bool private _whenSending;

    constructor() {
        ERC1820_REGISTRY.setInterfaceImplementer(address(this), keccak256("AmpTokensRecipient"), address(this));
        ERC1820_REGISTRY.setInterfaceImplementer(address(this), keccak256("AmpTokensSender"), address(this));
    }

    function become(Mood mood_, uint32 flood_) public {
        (mood, flood) = (mood_, flood_);
    }

    /// @notice The next time it is paid, it calls `callee`, and keeps quiet about it if that fails.
    function plan(address callee, bytes calldata input) public {
        become(Mood.ReEnter, 0);
        (_callee, _input, _whenSending) = (callee, input, false);
    }

    /// @notice The next time it sends tokens, before they move.
    function planWhenSending(address callee, bytes calldata input) external {
        plan(callee, input);
        _whenSending = true;
    }

    /// @notice Whenever it is paid, it looks at what `viewed` says to `question`.
    function look(address viewed, bytes calldata question) external {
        (_viewed, _question) = (viewed, question);
    }

    /// @notice Whether it would not take a payment. With little gas a flood drowns itself.
    function refuses() external view returns (bool) {
        return mood == Mood.Refuse || mood == Mood.BurnGas || mood == Mood.FloodAndRefuse
            || (mood == Mood.Flood && flood > 300_000);
    }

    /// @notice Calls `callee` as this account, for set-up and for what it may do.
    function act(address callee, bytes calldata input) external returns (bytes memory answer) {
        bool ok;
        (ok, answer) = callee.call(input);
        if (!ok) _bubble(answer);
    }

    function _note() internal override {
        if (_viewed != address(0)) {
            (, bytes memory answer) = _viewed.staticcall(_question);
            seen = keccak256(answer);
        }
        bool sending = msg.sig == this.tokensToTransfer.selector;
        if (mood == Mood.ReEnter) {
            if (sending == _whenSending) _reEnter();
        } else if (!sending) {
            _misbehave();
        }
    }

    /// @dev Once, or it would never end.
    function _reEnter() private {
        address callee = _callee;
        if (callee == address(0)) return;
        _callee = address(0);
        (bool ok, bytes memory answer) = callee.call(_input);
        (tried, succeeded, failure) = (tried + 1, succeeded + (ok ? 1 : 0), ok ? bytes4(0) : bytes4(answer));
    }

    function _misbehave() private view {
        uint256 size = flood;
        if (mood == Mood.Refuse) revert Refused();
        if (mood == Mood.BurnGas) assembly ("memory-safe") { invalid() }
        if (mood == Mood.Flood) assembly ("memory-safe") { return(0, size) }
        if (mood == Mood.FloodAndRefuse) assembly ("memory-safe") { revert(0, size) }
    }
}
