// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IERC1820Registry } from "@openzeppelin/contracts/interfaces/IERC1820Registry.sol";
import { IAmp } from "../amp/IAmp.sol";
import { IAmpTokensSender } from "../amp/IAmpTokensSender.sol";
import { ERC1820_REGISTRY } from "../amp/IERC1820Registry.sol";
import { Partition } from "../amp/Partition.sol";
import { ICollateralPool } from "./ICollateralPool.sol";

/// @title  AmpManager
/// @notice A collateral manager of Amp: registered at birth, and the only one who can move its tokens.
/// @dev    Amp lets anyone try to move tokens out of a manager's partitions; this contract's `AmpTokensSender` hook is
///         the guard. It refuses everything but the one transfer that `_send` has announced a moment before.
abstract contract AmpManager is IAmpTokensSender {
    bytes32 private constant SENDER = keccak256("AmpTokensSender");
    bytes32 private constant RECIPIENT = keccak256("AmpTokensRecipient");

    IAmp public immutable amp;

    /// @dev Fingerprint of the transfer that is on its way, 0 at all other times.
    bytes32 private transient _announced;

    modifier onlyAmp() {
        if (msg.sender != address(amp)) revert ICollateralPool.NotAmp(msg.sender);
        _;
    }

    /// @dev Reverts with `RegistrationFailed` where the registry is missing or any registration does not read back.
    constructor(IAmp amp_) {
        amp = amp_;
        IERC1820Registry registry = ERC1820_REGISTRY;
        if (address(registry).code.length == 0) revert ICollateralPool.RegistrationFailed(address(this));

        registry.setInterfaceImplementer(address(this), SENDER, address(this));
        registry.setInterfaceImplementer(address(this), RECIPIENT, address(this));
        amp_.registerCollateralManager();

        bool registered = registry.getInterfaceImplementer(address(this), SENDER) == address(this)
            && registry.getInterfaceImplementer(address(this), RECIPIENT) == address(this)
            && amp_.isCollateralManager(address(this));
        if (!registered) revert ICollateralPool.RegistrationFailed(address(this));
    }

    /// @notice Amp asks before it moves tokens of this contract. Amp only.
    /// @dev    Reverts with `UnexpectedTransfer` unless it is the announced one, which is thereby used up. That also
    ///         refuses transfers of nothing, which strangers may otherwise make in this contract's name.
    function tokensToTransfer(
        bytes4,
        bytes32 partition,
        address,
        address,
        address to,
        uint256 value,
        bytes calldata,
        bytes calldata
    ) external override onlyAmp {
        if (_announced != _fingerprint(partition, to, value)) {
            revert ICollateralPool.UnexpectedTransfer(partition, to, value);
        }
        _announced = 0;
    }

    /// @notice Never: nobody else moves these tokens, and this contract announces its own transfers itself.
    function canTransfer(bytes4, bytes32, address, address, address, uint256, bytes calldata, bytes calldata)
        external
        pure
        override
        returns (bool)
    {
        return false;
    }

    /// @dev Pays `amount` wei out of `partition` into the default partition of `to`. Hooks of `to` run: call it last.
    function _send(bytes32 partition, address to, uint256 amount) internal {
        _announced = _fingerprint(partition, to, amount);
        amp.transferByPartition(partition, address(this), to, amount, Partition.flagged(Partition.DEFAULT), "");
    }

    function _fingerprint(bytes32 partition, address to, uint256 value) private pure returns (bytes32) {
        return keccak256(abi.encode(partition, to, value));
    }
}
