// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { ICollateralPool } from "../pool/ICollateralPool.sol";

/// @dev Test only: what the model's random runs are written down as, field by field as in `trace.ts`.

enum Act {
    Look,
    Stake,
    RequestExit,
    CancelExit,
    ClaimExit,
    Restake,
    Lock,
    Release,
    Draw,
    FundFees,
    FundTopUps,
    ClaimRewards,
    Compound,
    Roll,
    SetTerms
}

struct Header {
    uint256 number;
    uint256 start;
    uint256 epochLength;
    uint256 utilisation;
    uint256 cooldown;
    uint256 maxLockDuration;
    uint256 claimDelay;
    uint256 rewardEpochs;
    uint256 minStake;
    uint256 drawWindow;
    uint256 drawLimit;
}

struct Step {
    uint256 time;
    Act act;
    uint256 generation;
    uint256 account;
    uint256 amount;
    uint256 item;
    uint256 expiresAt;
    //
    uint256 refusal;
    uint256 first;
    uint256 second;
    //
    bool closed;
    uint256 assets;
    uint256 shares;
    uint256 pendingShares;
    uint256 locked;
    uint256 exitReserve;
    uint256 unallocated;
    uint256 rewardReserve;
    uint256 feesLeft;
    uint256 topUpsLeft;
    uint256 secondsLeft;
    uint256 capacity;
    uint256 latestLockEnd;
    uint256 drawnInWindow;
    //
    uint256 accountShares;
    uint256 accountAssets;
    uint256 fees;
    uint256 topUps;
    //
    uint256 ticketShares;
    uint256 ticketAssets;
    uint256 lockRemaining;
    //
    uint256 balance;
    //
    uint256[4] inside; // of the model alone
}

/// @notice The errors that a refused act meets, by their number in a trace, from 1 on.
function refusalSelector(uint256 number) pure returns (bytes4) {
    return [
        ICollateralPool.BelowMinStake.selector,
        ICollateralPool.BelowMinShares.selector,
        ICollateralPool.PoolExhausted.selector,
        ICollateralPool.PoolClosed.selector,
        ICollateralManager.ZeroAmount.selector,
        ICollateralPool.InsufficientShares.selector,
        ICollateralPool.NoTicket.selector,
        ICollateralPool.ExitAlreadyDue.selector,
        ICollateralPool.ExitNotDue.selector,
        ICollateralPool.CapacityExceeded.selector,
        ICollateralManager.PaymentIdUsed.selector,
        ICollateralManager.LockNotOpen.selector,
        ICollateralManager.AmountExceedsLock.selector,
        ICollateralManager.DrawLimitExceeded.selector,
        ICollateralPool.RewardTooLarge.selector,
        ICollateralPool.NoRewards.selector
    ][number - 1];
}
