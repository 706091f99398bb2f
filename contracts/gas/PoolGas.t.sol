// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralPool } from "../pool/ICollateralPool.sol";
import { PoolFixture } from "../pool/PoolFixture.sol";

/// @notice What each act costs, as a whole transaction: run with every call a transaction of its own, see
///         `scripts/bench-gas.ts`.
/// @dev    The pool is in use: others hold stakes, fees and top-ups flow, payments are locked in every epoch to come, and
///         a block was mined since the act before.
contract PoolGas is PoolFixture {
    function setUp() public {
        deployPool();
        stake(alice, 500 ether);
        stake(bob, 500 ether);
        reward("Fee", 100 ether);
        reward("TopUp", 100 ether);
        for (uint256 i = 1; i < 12; ++i) {
            ICollateralPool.Lock memory item = payment(1 ether);
            item.expiresAt = uint40(time() + (i + 1) * 1 hours);
            vm.prank(operator);
            manager.lock(item);
        }
        give(merchant, 1 ether);
        stake(carol, 100 ether);
        address[3] memory stakers = [alice, bob, carol];
        for (uint256 i = 0; i < 3; ++i) {
            pass();
            stake(stakers[i], 1 ether); // each has earned before
        }
        requestExit(bob, 1 ether);
        pass();
    }

    function pass() private {
        skipTime(12);
    }

    function cost(string memory act) private {
        vm.snapshotGasLastCall(act);
    }

    // ---------------------------------------------------------------- stakers

    function test_gas_stake() public {
        address newcomer = makeAddr("newcomer");
        give(newcomer, 100 ether);
        stake(newcomer, 50 ether);
        cost("stake, first");
        pass();
        stake(carol, 100 ether);
        cost("stake, repeat");
    }

    function test_gas_exit_among_others() public {
        requestExit(bob, 10 ether); // of the same epoch
        pass();
        uint256 epoch = requestExit(alice, 100 ether);
        cost("request exit");
        skipTo(epoch * EPOCH);
        bytes32 id = lock(1 ether); // another act has rolled the epoch
        release(id, 1 ether);
        pass();
        claimExit(alice, epoch);
        cost("claim exit");
    }

    function test_gas_exit_alone() public {
        ICollateralPool.PoolParams memory p = defaultParams();
        p.cooldown = 20 hours;
        vm.prank(admin);
        manager.setParams(pool, p);
        pass();
        uint256 epoch = requestExit(alice, 100 ether);
        cost("request exit, first of its epoch");
        skipTo(epoch * EPOCH - 30);
        manager.roll(pool, 100);
        skipTo(epoch * EPOCH);
        claimExit(alice, epoch);
        cost("claim exit, first to roll");
    }

    /// @dev Nobody else is there, nothing is locked, no reward flows.
    function test_gas_exit_in_a_new_pool() public {
        pool = open("NEW", defaultParams());
        stake(alice, 100 ether);
        pass();
        uint256 epoch = requestExit(alice, 60 ether);
        cost("request exit, new pool");
        skipTo(epoch * EPOCH);
        claimExit(alice, epoch);
        cost("claim exit, new pool");
    }

    function test_gas_cancel() public {
        uint256 epoch = requestExit(alice, 100 ether);
        pass();
        vm.prank(alice);
        manager.cancelExit(pool, epoch);
        cost("cancel exit");
    }

    function test_gas_switch() public {
        bytes32 other = open("OTHER", defaultParams());
        uint256 epoch = requestExit(alice, 100 ether);
        skipTo(epoch * EPOCH);
        lock(1 ether);
        uint256[] memory epochs = new uint256[](1);
        epochs[0] = epoch;
        pass();
        vm.prank(alice);
        manager.switchPool(pool, epochs, other);
        cost("switch pool");
    }

    function test_gas_rewards() public {
        reward("Fee", 10 ether);
        cost("fund a reward");
        pass();
        bytes32[] memory pools = new bytes32[](1);
        pools[0] = pool;
        vm.prank(alice);
        manager.claimRewards(pools, alice);
        cost("claim rewards");
        pass();
        vm.prank(bob);
        manager.compound(pool);
        cost("compound");
    }

    // ---------------------------------------------------------------- payments

    function batch() private returns (ICollateralPool.Lock[] memory items, bytes32[] memory ids) {
        (items, ids) = (new ICollateralPool.Lock[](50), new bytes32[](50));
        for (uint256 i = 0; i < 50; ++i) {
            items[i] = payment(1 ether);
            ids[i] = items[i].paymentId;
        }
    }

    function test_gas_lock_and_release() public {
        bytes32 id = lock(1 ether);
        cost("lock");
        pass();
        release(id, 1 ether);
        cost("release");
        (ICollateralPool.Lock[] memory items, bytes32[] memory ids) = batch();
        pass();
        vm.prank(operator);
        manager.lockBatch(items);
        cost("lock, batch of 50");
        pass();
        vm.prank(operator);
        manager.releaseBatch(ids);
        cost("release, batch of 50");
    }

    function test_gas_draw() public {
        bytes32 id = lock(2 ether);
        pass();
        draw(id, 1 ether);
        cost("draw");
        pass();
        draw(id, 1 ether);
        cost("draw, again in the window");
        merchant = makeAddr("newcomer");
        register(merchant);
        id = lock(1 ether);
        pass();
        draw(id, 1 ether);
        cost("draw, the merchant's first AMP");
    }

    function test_gas_claim() public {
        bytes32 id = lock(1 ether);
        skipTime(1 hours);
        vm.prank(merchant);
        manager.claimPayment(id);
        cost("claim payment");
        skipTime(10 minutes);
        vm.prank(stranger);
        manager.draw(id, 1 ether);
        cost("pay a claim");
    }

    function test_gas_roll() public {
        skipTime(13 hours);
        manager.roll(pool, type(uint256).max);
        cost("roll 13 epochs");
    }
}
