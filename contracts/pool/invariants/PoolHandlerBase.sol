// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { PoolFixture } from "../PoolFixture.sol";
import { PostTotals } from "../PostTotals.sol";
import { GhostPool } from "./GhostPool.sol";
import { PoolHarness } from "./PoolHarness.sol";

/// @title  PoolHandlerBase
/// @notice Test only: two pools, their ghosts, the people around them, and what is looked at around every act.
abstract contract PoolHandlerBase is PoolFixture, PostTotals {
    PoolHarness public harness;
    GhostPool[2] public ghosts;
    bytes32[2] public pools;
    address[8] public stakers;
    address[4] public merchants;

    bytes32[] public paymentIds;
    mapping(bytes32 paymentId => uint256) public poolOf; // 0 or 1
    mapping(bytes32 pool => uint256) public amountIn;
    mapping(bytes32 pool => uint256) public amountOut;
    uint256[2] public longestLock; // seconds, of all parameters that ever were

    uint256 public capacityBreaches; // locks over the rule
    uint256 public profitableStakes; // worth more at once than they cost
    uint256 public priceFalls; // without a draw
    uint256 public acts;
    mapping(string deed => uint256) public done; // acts that had an effect

    uint256[2] private _lastAssets;
    uint256[2] private _lastShares;

    constructor() {
        deployPool();
        harness = new PoolHarness(admin, ADMIN_DELAY, address(amp), EPOCH);
        manager = harness;
        giveRoles();
        for (uint256 i = 0; i < 8; ++i) {
            stakers[i] = makeAddr(string.concat("staker ", vm.toString(i)));
        }
        for (uint256 i = 0; i < 4; ++i) {
            merchants[i] = makeAddr(string.concat("merchant ", vm.toString(i)));
            register(merchants[i]);
        }
        ICollateralPool.PoolParams memory p = defaultParams();
        p.minStake = 1e6;
        pools[0] = open("CAUTIOUS", p);
        (p.maxUtilisationBps, p.cooldown) = (10_000, 0);
        pools[1] = open("BOLD", p);
        for (uint256 i = 0; i < 2; ++i) {
            ghosts[i] = new GhostPool(now_());
            longestLock[i] = p.maxLockDuration;
            pool = pools[i];
            for (uint256 k = 0; k < 6; ++k) {
                stakeBoth(ghosts[i], stakers[k], 10 ** (9 + 3 * k) + k);
            }
        }
    }

    // ---------------------------------------------------------------- around every act

    function now_() public view returns (uint256) {
        return manager.epochOf(time());
    }

    function paymentCount() external view returns (uint256) {
        return paymentIds.length;
    }

    /// @dev Rolls the ghosts, lets the act happen, compares what its events say with what the views then say, and looks
    ///      whether the price of a share fell where it must not.
    modifier act(bool draws) {
        waitUntil(0);
        vm.recordLogs();
        _;
        requireTotals(manager, vm.getRecordedLogs());
        ++acts;
        for (uint256 i = 0; i < 2; ++i) {
            ICollateralPool.PoolView memory v = manager.poolInfo(pools[i]);
            bool comparable = v.shares != 0 && _lastShares[i] != 0;
            if (!draws && comparable && v.assets * _lastShares[i] < _lastAssets[i] * v.shares) ++priceFalls;
            (_lastAssets[i], _lastShares[i]) = (v.assets, v.shares);
        }
    }

    function pick(uint256 seed) internal returns (uint256 p, GhostPool ghost) {
        p = seed % 2;
        pool = pools[p];
        return (p, ghosts[p]);
    }

    // ---------------------------------------------------------------- done to both, pool and ghost

    function stakeBoth(GhostPool ghost, address account, uint256 amount) internal returns (uint256 minted) {
        give(account, amount);
        stake(account, amount);
        amountIn[pool] += amount;
        return ghost.stake(account, amount);
    }

    /// @dev Some ticket of the ghost's that is neither cancelled nor claimed.
    function ticket(GhostPool ghost, uint256 seed)
        internal
        view
        returns (uint256 which, address account, uint256 epoch, uint256 shares)
    {
        uint256 count = ghost.ticketCount();
        for (uint256 i = 0; i < count && shares == 0; ++i) {
            which = (seed % count + i) % count;
            (account, epoch, shares,) = ghost.tickets(which);
        }
    }

    /// @dev The ghosts' time is the chain's.
    function waitUntil(uint256 timestamp) internal {
        if (timestamp > time()) skipTo(timestamp);
        ghosts[0].roll(now_());
        ghosts[1].roll(now_());
    }

    function take(ICollateralPool.Lock memory item, uint256 p, GhostPool ghost) internal {
        vm.prank(operator);
        manager.lock(item);
        ghost.lock(item.paymentId, item.amount, (item.expiresAt + EPOCH - 1) / EPOCH);
        paymentIds.push(item.paymentId);
        poolOf[item.paymentId] = p;
    }

    /// @dev Some payment of the ghost's that is still alive by its clock, perhaps a claimed one, and how it stands.
    function alive(uint256 seed, bool claimed) internal returns (bytes32 id, GhostPool ghost, ICollateralManager.LockView memory held) {
        for (uint256 i = 0; i < paymentIds.length && i < 16; ++i) {
            id = paymentIds[(seed % paymentIds.length + i) % paymentIds.length];
            (, ghost) = pick(poolOf[id]);
            (,, bool open_) = ghost.payments(id);
            held = manager.lockOf(id);
            if (open_ && held.expiresAt > time() && (!claimed || held.claimMaturesAt != 0)) return (id, ghost, held);
        }
        return (0, ghost, held);
    }

    function pay(bytes32 id, GhostPool ghost, ICollateralManager.LockView memory held, uint256 amount, address by)
        internal
    {
        uint256 before = spendable(held.merchant);
        vm.prank(by);
        manager.draw(id, amount);
        assertEq(spendable(held.merchant) - before, amount, "the merchant got exactly this");
        ghost.draw(id, amount);
        amountOut[pool] += amount;
    }
}
