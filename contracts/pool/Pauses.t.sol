// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolFixture } from "./PoolFixture.sol";

/// @notice What the guardian can stop, one by one, and what nobody can.
contract PausesTest is PoolFixture {
    function setUp() public {
        deployPool();
        stake(alice, 1000 ether);
    }

    function pause(address by, bool stakes, bool locks, bool draws) private {
        vm.prank(by);
        manager.setPauses(pool, ICollateralManager.Pauses(stakes, locks, draws));
    }

    function test_the_guardian_and_the_admin_stop_and_start() public {
        address[2] memory both = [guardian, admin];
        for (uint256 i = 0; i < 2; ++i) {
            ICollateralManager.Pauses memory some = ICollateralManager.Pauses(true, false, true);
            vm.expectEmit(address(manager));
            emit ICollateralManager.PausesSet(pool, some, both[i]);
            pause(both[i], true, false, true);
            assertEq(abi.encode(info().pauses), abi.encode(some));
            pause(both[i], false, false, false);
            assertFalse(info().pauses.stakes || info().pauses.locks || info().pauses.draws);
        }
    }

    function test_nobody_else_does() public {
        bytes32 role = manager.GUARDIAN_ROLE();
        address[3] memory others = [operator, registrar, stranger];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, others[i], role)
            );
            pause(others[i], true, true, true);
        }
    }

    /// @dev All eight combinations: each stops its own act and none else.
    function test_each_pause_stops_its_own_act_alone() public {
        for (uint256 i = 0; i < 8; ++i) {
            (bool stakes, bool locks, bool draws) = (i & 1 != 0, i & 2 != 0, i & 4 != 0);
            pause(guardian, false, false, false);
            bytes32 id = lock(2 ether);
            pause(guardian, stakes, locks, draws);

            if (stakes) vm.expectRevert(abi.encodeWithSelector(ICollateralManager.StakesPaused.selector, pool));
            stake(bob, 1 ether);
            ICollateralPool.Lock memory item = payment(1 ether);
            if (locks) vm.expectRevert(abi.encodeWithSelector(ICollateralManager.LocksPaused.selector, pool));
            vm.prank(operator);
            manager.lock(item);
            if (draws) vm.expectRevert(abi.encodeWithSelector(ICollateralManager.DrawsPaused.selector, pool));
            draw(id, 1 ether);
        }
    }

    function test_a_pause_is_of_one_pool() public {
        bytes32 other = open("OTHER", defaultParams());
        pause(guardian, true, true, true);
        pool = other;
        stake(bob, 10 ether);
        draw(lock(1 ether), 1 ether);
    }

    function test_with_everything_paused_and_every_role_gone_all_get_what_is_theirs() public {
        bytes32 claimed = lock(30 ether);
        bytes32 freed = lock(20 ether);
        lock(40 ether); // nobody touches it again
        skipTo(manager.lockOf(claimed).settleBy);
        pause(guardian, true, true, true);
        bytes32[3] memory roles = [manager.OPERATOR_ROLE(), manager.REGISTRAR_ROLE(), manager.GUARDIAN_ROLE()];
        address[3] memory holders = [operator, registrar, guardian];
        for (uint256 i = 0; i < 3; ++i) {
            vm.prank(admin);
            manager.revokeRole(roles[i], holders[i]);
        }

        vm.prank(merchant);
        manager.claimPayment(claimed);
        vm.prank(merchant);
        manager.release(freed, 5 ether);
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = freed;
        vm.prank(merchant);
        manager.releaseBatch(ids);
        uint256 cancelled = requestExit(alice, 100 ether);
        vm.prank(alice);
        manager.cancelExit(pool, cancelled);
        uint256 epoch = requestExit(alice, 1000 ether);
        skipTime(10 minutes);
        vm.prank(stranger);
        manager.draw(claimed, 30 ether);
        assertEq(spendable(merchant), 30 ether);

        skipTo(epoch * EPOCH);
        assertTrue(manager.roll(pool, 10));
        assertEq(claimExit(alice, epoch), 970 ether);
        assertEq(amp.balanceOfByPartition(pool, address(manager)), 0);
    }
}
