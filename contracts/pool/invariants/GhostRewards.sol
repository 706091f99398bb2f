// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title  GhostRewards
/// @notice Test only: the rewards of a generation a second time. Kind 0 are fees, kind 1 are top-ups.
contract GhostRewards {
    struct Earner {
        uint256[2] owed;
        uint256[2] seen;
    }

    uint256[2] public left; // wei still to be streamed
    uint256[2] public remainder; // wei scaled by 1e18, not yet handed out
    uint256 public secondsLeft;
    uint256 public accruedAt;
    uint256 public reserve;
    uint256 public looks; // each may cut off a part of a wei

    uint256[2] private _perShare; // wei scaled by 1e18
    mapping(address account => Earner) private _earners;

    function owed(address account) public view returns (uint256 fees, uint256 topUps) {
        Earner storage e = _earners[account];
        return (e.owed[0], e.owed[1]);
    }

    function _flow(uint256 active) internal {
        uint256 elapsed = block.timestamp - accruedAt;
        if (elapsed > secondsLeft) elapsed = secondsLeft;
        accruedAt = block.timestamp;
        if (elapsed == 0 || active == 0) return;
        for (uint256 k = 0; k < 2; ++k) {
            uint256 amount = left[k] * elapsed / secondsLeft;
            uint256 scaled = amount * 1e18 + remainder[k];
            left[k] -= amount;
            remainder[k] = scaled % active;
            _perShare[k] += scaled / active;
        }
        secondsLeft -= elapsed;
    }

    function _earn(address account, uint256 shares, uint256 active) internal {
        _flow(active);
        ++looks;
        Earner storage e = _earners[account];
        for (uint256 k = 0; k < 2; ++k) {
            e.owed[k] += shares * uint128(_perShare[k] - e.seen[k]) / 1e18;
            e.seen[k] = _perShare[k];
        }
    }

    /// @dev To be earned first.
    function _collect(address account) internal returns (uint256 fees, uint256 topUps) {
        (fees, topUps) = owed(account);
        _earners[account].owed = [uint256(0), 0];
        reserve -= fees + topUps;
    }

    function _fund(uint256 kind, uint256 value, uint256 dust, uint256 period, uint256 active) internal {
        _flow(active);
        uint256 before = left[0] + left[1] + dust;
        uint256 weighed = before * secondsLeft + value * period;
        secondsLeft = (weighed + before + value - 1) / (before + value);
        left[kind] += value;
        left[1] += dust;
        reserve += value + dust;
        accruedAt = block.timestamp;
    }

    /// @dev What is still to be streamed, which is no longer this generation's.
    function _giveUp(uint256 active) internal returns (uint256 fees, uint256 topUps, uint256 secondsLeft_) {
        _flow(active);
        (fees, topUps, secondsLeft_) = (left[0], left[1], secondsLeft);
        reserve -= fees + topUps;
        (left[0], left[1], secondsLeft) = (0, 0, 0);
    }

    function _takeOver(uint256 fees, uint256 topUps, uint256 secondsLeft_) internal {
        (left[0], left[1], secondsLeft) = (fees, topUps, secondsLeft_);
        (reserve, accruedAt) = (fees + topUps, block.timestamp);
    }
}
