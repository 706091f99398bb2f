// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    AccessControlDefaultAdminRules
} from "@openzeppelin/contracts/access/extensions/AccessControlDefaultAdminRules.sol";
import { ReentrancyGuardTransient } from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import { SafeCast } from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import { AmpManager } from "./AmpManager.sol";
import { EpochMarks } from "./EpochMarks.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolMath } from "./PoolMath.sol";

/// @title  PoolLedger
/// @notice The books of all pools, and how time settles them.
/// @dev    Every change of a pool's figures begins with `_roll`. Views compute the same without writing it down.
abstract contract PoolLedger is
    ICollateralPool,
    AmpManager,
    AccessControlDefaultAdminRules,
    ReentrancyGuardTransient
{
    using EpochMarks for mapping(uint256 word => uint256 bits);
    using PoolMath for PoolMath.Totals;
    using SafeCast for uint256;

    /// @notice May lock, release, draw.
    bytes32 public constant OPERATOR_ROLE = keccak256("OPERATOR_ROLE");
    /// @notice May register merchants.
    bytes32 public constant REGISTRAR_ROLE = keccak256("REGISTRAR_ROLE");
    /// @notice May stop stakes, locks and the operator's draws.
    bytes32 public constant GUARDIAN_ROLE = keccak256("GUARDIAN_ROLE");

    /// @notice An account has no shares of a pool or at least these.
    uint256 public constant MIN_SHARES = PoolMath.MIN_SHARES;

    /// @notice Seconds an epoch lasts.
    uint256 public immutable epochLength;

    uint256 internal constant NO_LIMIT = type(uint256).max;

    /// @dev Exits that fall due at one epoch. `assets` is 0 until then; both then shrink with each claim.
    struct Bucket {
        uint144 shares;
        uint112 assets;
    }

    /// @dev One pool. Four slots, cut so that a release touches only the first one.
    struct Book {
        uint112 assets;
        uint112 locked;
        uint32 rolledEpoch; // at 10 seconds an epoch or more, enough for a thousand years
        //
        uint144 shares;
        uint112 exitReserve;
        //
        uint144 pendingShares;
        uint112 unallocated;
        //
        uint16 index; // from 1 on; 0 for a pool that does not exist
        uint16 maxUtilisationBps;
        uint24 cooldown;
        uint24 maxLockDuration;
        uint24 claimDelay;
        uint88 minStake;
        bool stakesPaused;
        bool locksPaused;
        bool drawsPaused;
        uint32 latestLockEnd;
        //
        mapping(uint256 word => uint256 bits) marks; // epochs with a lock end or an exit
        mapping(uint256 epoch => Bucket) buckets;
        mapping(address account => uint256) sharesOf;
        mapping(address account => mapping(uint256 epoch => uint256)) tickets;
    }

    mapping(bytes32 pool => Book) internal _books;
    /// @dev What is locked in a pool until the end of an epoch: the pool's id, with the wei in place of the address at
    ///      its end. So a release, which reads it anyway, finds the pool of a lock without another read.
    mapping(uint256 index => mapping(uint256 epoch => uint256)) internal _lockEnds;
    mapping(uint256 index => bytes32 pool) internal _poolAt;
    uint16 internal _poolCount;

    /// @notice An epoch has ended from the instant `epoch * epochLength` on, so the one that runs has the next number.
    function epochOf(uint256 timestamp) public view override returns (uint256) {
        return timestamp / epochLength;
    }

    /// @inheritdoc ICollateralPool
    /// @dev Reverts with `UnknownPool`. However the work is cut up, the state it ends in is the same.
    function roll(bytes32 pool, uint256 maxEpochs) external override nonReentrant returns (bool done) {
        return _roll(pool, _existing(pool), maxEpochs);
    }

    function _existing(bytes32 pool) internal view returns (Book storage book) {
        book = _books[pool];
        if (book.index == 0) revert UnknownPool(pool);
    }

    /// @dev Settles up to `limit` epochs that have ended, in order. Cannot fail, whatever anyone did before: the sums
    ///      by epoch are parts of the totals, and exits are paid in proportion.
    function _roll(bytes32 pool, Book storage book, uint256 limit) internal returns (bool done) {
        uint256 today = epochOf(block.timestamp);
        uint256 rolled = book.rolledEpoch;
        if (rolled == today) return true;

        PoolMath.Totals memory t = _load(book);
        done = true;
        for (uint256 count = 0;; ++count) {
            (uint256 epoch, uint256 expired, uint256 exitShares) = _nextDue(book, t, rolled, today);
            if (epoch == 0) break;
            if (count == limit) {
                done = false;
                break;
            }
            uint256 exitAssets = t.settle(expired, exitShares);
            if (expired != 0) delete _lockEnds[book.index][epoch];
            if (exitShares != 0) book.buckets[epoch].assets = exitAssets.toUint112();
            _emitRolled(pool, epoch, expired, exitShares, exitAssets, t);
            rolled = epoch;
        }
        _store(book, t);
        book.rolledEpoch = (done ? today : rolled).toUint32();
    }

    /// @dev Totals as if rolled at this block and, where `wanted` is settled on the way, what its exits get.
    function _asRolled(Book storage book, uint256 wanted)
        internal
        view
        returns (PoolMath.Totals memory t, uint256 wantedAssets)
    {
        t = _load(book);
        uint256 today = epochOf(block.timestamp);
        uint256 rolled = book.rolledEpoch;
        while (rolled < today) {
            (uint256 epoch, uint256 expired, uint256 exitShares) = _nextDue(book, t, rolled, today);
            if (epoch == 0) break;
            uint256 exitAssets = t.settle(expired, exitShares);
            if (epoch == wanted) wantedAssets = exitAssets;
            rolled = epoch;
        }
    }

    /// @dev The first epoch after `rolled`, up to `today`, in which something ends; 0 when there is none. With nothing
    ///      locked and nobody leaving there can be none, so a pool that was left alone for ages is not searched.
    function _nextDue(Book storage book, PoolMath.Totals memory t, uint256 rolled, uint256 today)
        private
        view
        returns (uint256 epoch, uint256 expired, uint256 exitShares)
    {
        if (t.locked == 0 && t.pendingShares == 0) return (0, 0, 0);
        epoch = book.marks.next(rolled + 1, today);
        while (epoch != 0) {
            expired = uint160(_lockEnds[book.index][epoch]);
            exitShares = book.buckets[epoch].shares;
            // A mark stays when its locks are released and its exits cancelled.
            if (expired != 0 || exitShares != 0) break;
            epoch = book.marks.next(epoch + 1, today);
        }
    }

    function _load(Book storage book) internal view returns (PoolMath.Totals memory t) {
        t.assets = book.assets;
        t.locked = book.locked;
        t.shares = book.shares;
        t.exitReserve = book.exitReserve;
        t.pendingShares = book.pendingShares;
        t.unallocated = book.unallocated;
    }

    function _store(Book storage book, PoolMath.Totals memory t) internal {
        book.assets = t.assets.toUint112();
        book.locked = t.locked.toUint112();
        book.shares = t.shares.toUint144();
        book.exitReserve = t.exitReserve.toUint112();
        book.pendingShares = t.pendingShares.toUint144();
        book.unallocated = t.unallocated.toUint112();
    }

    function _emitRolled(
        bytes32 pool,
        uint256 epoch,
        uint256 expired,
        uint256 exitShares,
        uint256 exitAssets,
        PoolMath.Totals memory t
    ) private {
        emit EpochRolled(
            pool,
            epoch,
            expired,
            exitShares,
            exitAssets,
            t.assets,
            t.shares,
            t.pendingShares,
            t.locked,
            t.exitReserve
        );
    }

    /// @dev Revert data of an error with one argument.
    function _error(bytes4 selector, bytes32 argument) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(selector, argument);
    }

    /// @dev Reverts with `refusal`, an error's selector and arguments, unless it is empty.
    function _refuse(bytes memory refusal) internal pure {
        if (refusal.length == 0) return;
        assembly ("memory-safe") {
            revert(add(refusal, 32), mload(refusal))
        }
    }
}
