// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolLedger } from "./PoolLedger.sol";
import { StakeBook } from "./StakeBook.sol";

/// @title  PoolStakes
/// @notice The stakers' side: staking by an Amp transfer, tickets for the way out, claims.
abstract contract PoolStakes is PoolLedger {
    // ---------------------------------------------------------------- in

    /// @dev A stake of `value` wei of `account`. Reverts with `PoolClosed`, `StakesPaused`, `BelowMinStake`,
    ///      `PoolExhausted`, `BelowMinShares`.
    function _stake(bytes32 pool, address account, uint256 value, uint256 minStake)
        internal
        returns (uint256 shares)
    {
        return StakeBook.stake(_state, pool, account, value, minStake, epochLength);
    }

    // ---------------------------------------------------------------- out

    /// @inheritdoc ICollateralPool
    /// @dev Reverts with `UnknownPool`, `ZeroAmount`, `InsufficientShares`. Nothing pauses it.
    function requestExit(bytes32 pool, uint256 shares)
        external
        override
        nonReentrant
        returns (uint256 exitEpoch, uint256 taken)
    {
        _existing(pool);
        return StakeBook.request(_state, pool, shares, epochLength);
    }

    /// @inheritdoc ICollateralPool
    /// @dev Reverts with `UnknownPool`, `NoTicket`, `ExitAlreadyDue`, `BelowMinShares`.
    function cancelExit(bytes32 pool, uint256 exitEpoch) external override nonReentrant returns (uint256 shares) {
        _existing(pool);
        return StakeBook.cancel(_state, pool, exitEpoch, epochLength);
    }

    /// @inheritdoc ICollateralPool
    /// @dev Each ticket gets its part of the bucket, floor; the last one of a bucket takes what rounding left. A ticket
    ///      that losses left with nothing is paid nothing. Reverts with `UnknownPool`, `ZeroAddress`, `ZeroAmount` for an
    ///      empty list, `NoTicket`, `ExitNotDue`, or as the hook of `to` does: `UnexpectedInflow` for this contract.
    ///      Nothing pauses it.
    function claimExit(bytes32 pool, uint256[] calldata exitEpochs, address to)
        external
        override
        nonReentrant
        returns (uint256 amount)
    {
        if (to == address(0)) revert ZeroAddress();
        _existing(pool);
        amount = StakeBook.claim(_state, pool, exitEpochs, to, epochLength);
        if (amount != 0) _send(_custody(pool), to, amount);
    }

    /// @inheritdoc ICollateralPool
    /// @dev The tokens change partitions, nothing else: no hook but this contract's own runs. Into the same pool it stakes
    ///      once more, also out of a generation that is over. Reverts as `claimExit` and as a stake does.
    function switchPool(bytes32 fromPool, uint256[] calldata exitEpochs, bytes32 toPool)
        external
        override
        nonReentrant
        returns (uint256 amount, uint256 shares)
    {
        _existing(fromPool);
        amount = StakeBook.claim(_state, fromPool, exitEpochs, address(this), epochLength);
        shares = _stake(toPool, msg.sender, amount, _existing(toPool).minStake);
        bytes32 source = _custody(fromPool);
        if (source != toPool) _move(source, toPool, amount);
    }
}
