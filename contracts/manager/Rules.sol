// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "./ICollateralManager.sol";

/// @notice What a pool allows an operator and its merchants, and what of it is stopped. Two slots, the second for draws.
struct Rules {
    uint24 maxLockDuration; // seconds
    uint24 claimDelay; // seconds
    uint24 merchantDelay; // seconds
    bool stakesPaused;
    bool locksPaused;
    bool drawsPaused;
    uint24 drawWindow; // seconds
    uint96 drawLimit; // wei
    //
    uint128 drawn; // wei, by the operator, in the window below
    uint128 window; // number of the window: timestamp / drawWindow
}

using RuleBook for Rules global;

/// @title  RuleBook
/// @notice Bounds of the rules, and the draw limit.
library RuleBook {
    /// @dev Durations up to here fit where they are kept, and the search for the next epoch in which something is due
    ///      stays within 256 reads.
    uint256 internal constant MAX_DURATION = 180 days;
    uint256 internal constant MAX_DURATION_EPOCHS = 1 << 16;
    uint256 internal constant MIN_DRAW_WINDOW = 1 hours;

    /// @return seconds that a lock or a cooldown may last at the most
    function longest(uint256 epochLength) internal pure returns (uint256) {
        uint256 byEpochs = MAX_DURATION_EPOCHS * epochLength;
        return byEpochs < MAX_DURATION ? byEpochs : MAX_DURATION;
    }

    /// @notice Sets all but the pauses; false, and nothing is set, where they are out of bounds.
    function set(
        Rules storage self,
        uint256 epochLength,
        uint256 maxLockDuration,
        uint256 claimDelay,
        uint256 merchantDelay,
        uint256 drawWindow,
        uint96 drawLimit
    ) internal returns (bool sound) {
        sound = maxLockDuration <= longest(epochLength) && claimDelay < maxLockDuration && merchantDelay <= MAX_DURATION
            && drawWindow >= MIN_DRAW_WINDOW && drawWindow <= MAX_DURATION;
        if (!sound) return false;
        // Narrowing is safe within the bounds above.
        self.maxLockDuration = uint24(maxLockDuration);
        self.claimDelay = uint24(claimDelay);
        self.merchantDelay = uint24(merchantDelay);
        // What was drawn in a window of another length would say nothing: it is carried into the one that runs.
        uint256 drawn = drawnNow(self);
        self.drawWindow = uint24(drawWindow);
        self.drawLimit = drawLimit;
        self.drawn = uint128(drawn);
        self.window = uint128(block.timestamp / drawWindow);
    }

    function setPauses(Rules storage self, ICollateralManager.Pauses calldata stopped) internal {
        self.stakesPaused = stopped.stakes;
        self.locksPaused = stopped.locks;
        self.drawsPaused = stopped.draws;
    }

    function pauses(Rules storage self) internal view returns (ICollateralManager.Pauses memory) {
        return ICollateralManager.Pauses(self.stakesPaused, self.locksPaused, self.drawsPaused);
    }

    /// @notice Counts `amount` wei against the window that runs. Reverts with `DrawLimitExceeded`.
    function spend(Rules storage self, bytes32 pool, uint256 amount) internal {
        uint256 drawn = drawnNow(self);
        uint256 limit = self.drawLimit;
        if (drawn + amount > limit) {
            revert ICollateralManager.DrawLimitExceeded(pool, amount, drawn, limit, windowEnds(self));
        }
        self.drawn = uint128(drawn + amount);
        self.window = uint128(block.timestamp / self.drawWindow);
    }

    /// @return wei drawn by the operator in the window that runs
    function drawnNow(Rules storage self) internal view returns (uint256) {
        uint256 length = self.drawWindow;
        if (length == 0 || self.window != block.timestamp / length) return 0;
        return self.drawn;
    }

    /// @return timestamp from which the limit is whole again
    function windowEnds(Rules storage self) internal view returns (uint256) {
        uint256 length = self.drawWindow;
        return (block.timestamp / length + 1) * length;
    }
}
