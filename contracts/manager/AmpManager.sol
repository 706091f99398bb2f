// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IERC1820Registry } from "@openzeppelin/contracts/interfaces/IERC1820Registry.sol";
import { IAmp } from "../amp/IAmp.sol";
import { IAmpTokensRecipient } from "../amp/IAmpTokensRecipient.sol";
import { IAmpTokensSender } from "../amp/IAmpTokensSender.sol";
import { ERC1820_REGISTRY } from "../amp/IERC1820Registry.sol";
import { Partition } from "../amp/Partition.sol";
import { ICollateralManager } from "./ICollateralManager.sol";

/// @title  AmpManager
/// @notice A collateral manager of Amp: registered at birth, and the only one who can move its tokens.
/// @dev    Amp lets anyone try to move tokens out of a manager's partitions; this contract's `AmpTokensSender` hook is
///         the guard. It refuses everything but the one transfer that was announced a moment before. In the same way
///         nothing that this contract moves itself is mistaken for somebody's deposit.
abstract contract AmpManager is IAmpTokensSender, IAmpTokensRecipient {
    bytes32 internal constant SENDER = keccak256("AmpTokensSender");
    bytes32 private constant RECIPIENT = keccak256("AmpTokensRecipient");

    /// @notice The Amp token.
    IAmp public immutable amp;

    /// @dev Fingerprints of the transfer on its way out of, and into, this contract by its own doing; 0 at all other
    ///      times.
    bytes32 private transient _announced;
    bytes32 private transient _awaited;

    modifier onlyAmp() {
        if (msg.sender != address(amp)) revert ICollateralManager.NotAmp(msg.sender);
        _;
    }

    /// @dev Reverts with `RegistrationFailed` where the registry is missing or any registration does not read back.
    constructor(IAmp amp_) {
        amp = amp_;
        IERC1820Registry registry = ERC1820_REGISTRY;
        if (address(registry).code.length == 0) revert ICollateralManager.RegistrationFailed(address(this));

        registry.setInterfaceImplementer(address(this), SENDER, address(this));
        registry.setInterfaceImplementer(address(this), RECIPIENT, address(this));
        amp_.registerCollateralManager();

        bool registered = registry.getInterfaceImplementer(address(this), SENDER) == address(this)
            && registry.getInterfaceImplementer(address(this), RECIPIENT) == address(this)
            && amp_.isCollateralManager(address(this));
        if (!registered) revert ICollateralManager.RegistrationFailed(address(this));
    }

    // ---------------------------------------------------------------- out

    /// @notice Amp asks before it moves tokens of this contract. Reverts with `NotAmp` for anyone else who asks that,
    ///         and with `UnexpectedTransfer` unless it is the announced transfer, which is thereby used up. That also
    ///         refuses transfers of nothing, which strangers may otherwise make in this contract's name.
    ///         Of tokens in place, it is the strategy that asks, and the holder that is named as `from`.
    function tokensToTransfer(
        bytes4,
        bytes32 partition,
        address,
        address from,
        address to,
        uint256 value,
        bytes calldata,
        bytes calldata
    ) external override {
        if (from != address(this)) return _beforeHolderMoves(partition, from, value);
        if (msg.sender != address(amp)) revert ICollateralManager.NotAmp(msg.sender);
        if (_announced != _fingerprint(partition, to, value)) {
            revert ICollateralManager.UnexpectedTransfer(partition, to, value);
        }
        _announced = 0;
    }

    /// @notice Whether a holder could move `value` wei that lie in place. Never for tokens of this contract: nobody else
    ///         moves them, and it announces its own transfers itself.
    function canTransfer(
        bytes4,
        bytes32 partition,
        address,
        address from,
        address,
        uint256 value,
        bytes calldata,
        bytes calldata
    ) external view override returns (bool) {
        return from != address(this) && _holderMayMove(partition, from, value);
    }

    /// @dev Reverts where a holder must not move tokens that lie in place. Anyone may call this through the hook, so it
    ///      must change nothing but what time has changed anyway.
    function _beforeHolderMoves(bytes32 partition, address holder, uint256 value) internal virtual;

    /// @dev The same, asked.
    function _holderMayMove(bytes32 partition, address holder, uint256 value) internal view virtual returns (bool);

    /// @dev Pays `amount` wei out of `partition` into the default partition of `to`; reverts as the hook of `to` does.
    ///      That hook runs: call it last.
    function _send(bytes32 partition, address to, uint256 amount) internal {
        _announced = _fingerprint(partition, to, amount);
        amp.transferByPartition(partition, address(this), to, amount, Partition.flagged(Partition.DEFAULT), "");
    }

    /// @dev The same with no more than `gasLimit`, and without reading what the receiver has to say.
    /// @return sent false, with nothing moved, where the receiver's hook reverts or burns all that gas
    function _trySend(bytes32 partition, address to, uint256 amount, uint256 gasLimit) internal returns (bool sent) {
        _announced = _fingerprint(partition, to, amount);
        bytes memory input = abi.encodeCall(
            IAmp.transferByPartition,
            (partition, address(this), to, amount, Partition.flagged(Partition.DEFAULT), "")
        );
        address token = address(amp);
        assembly ("memory-safe") {
            sent := call(gasLimit, token, 0, add(input, 32), mload(input), 0, 0)
        }
        if (!sent) _announced = 0;
    }

    /// @dev Moves `amount` wei between two partitions of this contract.
    function _move(bytes32 fromPartition, bytes32 toPartition, uint256 amount) internal {
        _announced = _fingerprint(fromPartition, address(this), amount);
        _take(fromPartition, address(this), toPartition, amount);
    }

    /// @dev Moves `amount` wei of `holder` into a partition of this contract.
    function _take(bytes32 fromPartition, address holder, bytes32 toPartition, uint256 amount) internal {
        _awaited = _fingerprint(toPartition, holder, amount);
        amp.transferByPartition(fromPartition, holder, address(this), amount, Partition.flagged(toPartition), "");
    }

    // ---------------------------------------------------------------- in

    /// @notice Amp tells that `value` wei of `from` are now in `partition`. Amp only (`NotAmp`). Reverts with
    ///         `UnexpectedInflow` for what this contract has no use for: nothing at all, mints, foreign partitions.
    function tokensReceived(
        bytes4,
        bytes32 partition,
        address,
        address from,
        address to,
        uint256 value,
        bytes calldata,
        bytes calldata operatorData
    ) external override onlyAmp {
        if (_awaited == _fingerprint(partition, from, value)) {
            _awaited = 0;
            return;
        }
        if (!_isGiven(from, to, value)) revert ICollateralManager.UnexpectedInflow(partition, from, value);
        _receive(partition, from, value, operatorData);
    }

    /// @notice Whether `tokensReceived` would take this transfer in this block.
    function canReceive(
        bytes4,
        bytes32 partition,
        address,
        address from,
        address to,
        uint256 value,
        bytes calldata,
        bytes calldata operatorData
    ) external view override returns (bool) {
        return _isGiven(from, to, value) && _wouldReceive(partition, from, value, operatorData);
    }

    function _isGiven(address from, address to, uint256 value) private view returns (bool) {
        return to == address(this) && from != address(this) && from != address(0) && value != 0;
    }

    /// @dev Books `value` wei, not 0, that somebody else put into `partition`, or reverts.
    function _receive(bytes32 partition, address from, uint256 value, bytes calldata operatorData) internal virtual;

    /// @dev Whether `_receive` would not revert.
    function _wouldReceive(bytes32 partition, address from, uint256 value, bytes calldata operatorData)
        internal
        view
        virtual
        returns (bool);

    function _fingerprint(bytes32 partition, address account, uint256 value) private pure returns (bytes32) {
        return keccak256(abi.encode(partition, account, value));
    }
}
