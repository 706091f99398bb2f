// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    AccessControlDefaultAdminRules
} from "@openzeppelin/contracts/access/extensions/AccessControlDefaultAdminRules.sol";
import { ReentrancyGuardTransient } from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import { IAmp } from "../amp/IAmp.sol";
import { Partition } from "../amp/Partition.sol";
import { AmpManager } from "./AmpManager.sol";
import { ICollateralManager } from "./ICollateralManager.sol";
import { Rules } from "./Rules.sol";

/// @title  ManagerBase
/// @notice Roles, epochs and pauses of a manager.
/// @dev    Immutable: no proxy, no sweep, no arbitrary call, and it makes nobody an operator of its tokens.
abstract contract ManagerBase is
    ICollateralManager,
    AmpManager,
    AccessControlDefaultAdminRules,
    ReentrancyGuardTransient
{
    /// @notice May lock, release, draw.
    bytes32 public constant OPERATOR_ROLE = keccak256("OPERATOR_ROLE");
    /// @notice May register merchants.
    bytes32 public constant REGISTRAR_ROLE = keccak256("REGISTRAR_ROLE");
    /// @notice May stop stakes, locks and the operator's draws.
    bytes32 public constant GUARDIAN_ROLE = keccak256("GUARDIAN_ROLE");

    /// @notice Seconds an epoch lasts.
    uint256 public immutable epochLength;

    uint256 internal constant NO_LIMIT = type(uint256).max;

    uint256 private constant MIN_EPOCH_LENGTH = 10 seconds;
    uint256 private constant MAX_EPOCH_LENGTH = 30 days;
    /// @dev Items in one batch, at the most.
    uint256 private constant MAX_BATCH = 100;

    /// @param admin        first admin; opens pools, sets parameters, grants roles. Meant to be a timelock
    /// @param adminDelay   seconds between naming another admin and its taking over
    /// @param amp_         the Amp token; this contract becomes a collateral manager of it
    /// @param epochLength_ seconds of an epoch: locks leave the figures at its boundaries
    /// @dev   Reverts with `InvalidConfiguration`, `RegistrationFailed`, `AccessControlInvalidDefaultAdmin`.
    constructor(address admin, uint48 adminDelay, address amp_, uint256 epochLength_)
        AmpManager(_checked(amp_, epochLength_))
        AccessControlDefaultAdminRules(adminDelay, admin)
    {
        epochLength = epochLength_;
    }

    function _checked(address amp_, uint256 epochLength_) private view returns (IAmp) {
        bool sound = amp_.code.length != 0 && epochLength_ >= MIN_EPOCH_LENGTH && epochLength_ <= MAX_EPOCH_LENGTH;
        if (!sound) revert InvalidConfiguration(epochLength_, amp_);
        return IAmp(amp_);
    }

    /// @notice An epoch has ended from the instant `epoch * epochLength` on, so the one that runs has the next number.
    function epochOf(uint256 timestamp) public view override returns (uint256) {
        return timestamp / epochLength;
    }

    /// @inheritdoc ICollateralManager
    /// @dev Reverts with `AccessControlUnauthorizedAccount` for anyone else, `UnknownPool`.
    function setPauses(bytes32 pool, Pauses calldata pauses) external override nonReentrant {
        if (!hasRole(DEFAULT_ADMIN_ROLE, msg.sender)) _checkRole(GUARDIAN_ROLE);
        _rules(pool).setPauses(pauses);
        emit PausesSet(pool, pauses, msg.sender);
    }

    /// @dev The rules of a pool. Reverts with `UnknownPool`.
    function _rules(bytes32 pool) internal view virtual returns (Rules storage);

    /// @dev Where the tokens of a pool lie that this contract itself keeps.
    function _custody(bytes32 pool) internal pure returns (bytes32) {
        return Partition.withPrefix(Partition.POOL_PREFIX, pool);
    }

    /// @dev Rounded up: the sum of an epoch leaves the figures at one instant, never before a lock is over.
    function _endEpoch(uint256 expiresAt) internal view returns (uint256) {
        unchecked {
            return (expiresAt + epochLength - 1) / epochLength; // a timestamp and a month: far from the end
        }
    }

    function _requireBatch(uint256 items) internal pure {
        if (items > MAX_BATCH) revert BatchTooLong(items, MAX_BATCH);
    }

    /// @dev Ends the call with `answer`, encoded as the function that calls this declares it. For views that a library
    ///      computes: decoding and encoding their structs once more would only cost code.
    function _answer(bytes memory answer) internal pure {
        assembly ("memory-safe") {
            return(add(answer, 32), mload(answer))
        }
    }
}
