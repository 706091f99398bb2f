// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAmp } from "../amp/IAmp.sol";
import { IAmpPartitionStrategyValidator } from "../amp/IAmpPartitionStrategyValidator.sol";
import { IAmpTokensRecipient } from "../amp/IAmpTokensRecipient.sol";
import { IAmpTokensSender } from "../amp/IAmpTokensSender.sol";
import { ERC1820_ACCEPT_MAGIC, IERC1820Implementer } from "../amp/IERC1820Registry.sol";

/// @title  HookProbe
/// @notice A hook of every kind that keeps what it was called with, and on demand refuses, or calls someone back.
contract HookProbe is IAmpTokensSender, IAmpTokensRecipient, IAmpPartitionStrategyValidator, IERC1820Implementer {
    struct Call {
        address caller;
        bytes input; // selector and arguments
        uint256 seen; // the watched balance at that moment
    }

    /// @dev Shows in the logs where among the token's own events a hook ran.
    event Hooked(bytes4 hook);

    error Refused();

    Call[] private _calls;
    bool private _refusing;
    bool private _granting;
    address private _callee;
    bytes private _callback;
    IAmp private _amp;
    bytes32 private _watchedPartition;
    address private _watched;

    function refuse(bool refusing) external {
        _refusing = refusing;
    }

    /// @notice As a strategy: whether everyone is an operator of everyone.
    function grant(bool granting) external {
        _granting = granting;
    }

    /// @notice At its next call this hook calls `callee`, once, and fails if that fails.
    function callBack(address callee, bytes calldata input) external {
        _callee = callee;
        _callback = input;
    }

    /// @notice From now on each call notes the balance that `account` has in `partition`.
    function watch(IAmp amp, bytes32 partition, address account) external {
        _amp = amp;
        _watchedPartition = partition;
        _watched = account;
    }

    function calls() external view returns (uint256) {
        return _calls.length;
    }

    function call(uint256 index) external view returns (Call memory) {
        return _calls[index];
    }

    // ---------------------------------------------------------------- hooks

    function tokensToTransfer(
        bytes4,
        bytes32,
        address,
        address,
        address,
        uint256,
        bytes calldata,
        bytes calldata
    ) external override {
        _note();
    }

    function tokensReceived(
        bytes4,
        bytes32,
        address,
        address,
        address,
        uint256,
        bytes calldata,
        bytes calldata
    ) external override {
        _note();
    }

    function tokensFromPartitionToValidate(
        bytes4,
        bytes32,
        address,
        address,
        address,
        uint256,
        bytes calldata,
        bytes calldata
    ) external override {
        _note();
    }

    function tokensToPartitionToValidate(
        bytes4,
        bytes32,
        address,
        address,
        address,
        uint256,
        bytes calldata,
        bytes calldata
    ) external override {
        _note();
    }

    function isOperatorForPartitionScope(bytes32, address, address) external view override returns (bool) {
        return _granting;
    }

    function canTransfer(
        bytes4,
        bytes32,
        address,
        address,
        address,
        uint256,
        bytes calldata,
        bytes calldata
    ) external view override returns (bool) {
        return !_refusing;
    }

    function canReceive(
        bytes4,
        bytes32,
        address,
        address,
        address,
        uint256,
        bytes calldata,
        bytes calldata
    ) external view override returns (bool) {
        return !_refusing;
    }

    function canImplementInterfaceForAddress(bytes32, address) external pure override returns (bytes32) {
        return ERC1820_ACCEPT_MAGIC;
    }

    /// @dev Runs in every hook.
    function _note() internal virtual {
        if (_refusing) revert Refused();
        uint256 seen = address(_amp) == address(0) ? 0 : _amp.balanceOfByPartition(_watchedPartition, _watched);
        _calls.push(Call({ caller: msg.sender, input: msg.data, seen: seen }));
        emit Hooked(msg.sig);

        address callee = _callee;
        if (callee == address(0)) return;
        _callee = address(0); // once, or it would never end
        (bool ok, bytes memory answer) = callee.call(_callback);
        if (!ok) _bubble(answer);
    }

    /// @dev Fails as somebody else has failed.
    function _bubble(bytes memory reason) internal pure {
        assembly ("memory-safe") {
            revert(add(reason, 32), mload(reason))
        }
    }
}
