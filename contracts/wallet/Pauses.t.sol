// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { HookProbe } from "../testing/HookProbe.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletFixture } from "./WalletFixture.sol";

/// @notice What the guardian can stop, one by one, and what nobody can.
contract WalletPausesTest is WalletFixture {
    function setUp() public {
        deployWallet();
        join(alice, 1000 ether);
    }

    function test_the_guardian_and_the_admin_stop_and_start_and_nobody_else() public {
        ICollateralManager.Pauses memory some = ICollateralManager.Pauses(true, false, true);
        address[2] memory both = [guardian, admin];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectEmit(address(manager));
            emit ICollateralManager.PausesSet(pool, some, both[i]);
            vm.prank(both[i]);
            manager.setPauses(pool, some);
            assertEq(abi.encode(manager.poolInfo(pool).pauses), abi.encode(some));
            pause(false, false, false);
        }
        bytes32 role = manager.GUARDIAN_ROLE();
        address[3] memory others = [operator, registrar, alice];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, others[i], role)
            );
            vm.prank(others[i]);
            manager.setPauses(pool, some);
        }
    }

    /// @dev All eight combinations: each stops its own act and none else.
    function test_each_pause_stops_its_own_act_alone() public {
        trust(bob);
        for (uint256 i = 0; i < 8; ++i) {
            uint256 before = vm.snapshotState();
            bytes32 id = lock(alice, 2 ether);
            pause(i & 1 != 0, i & 2 != 0, i & 4 != 0);

            if (i & 1 != 0) vm.expectRevert(abi.encodeWithSelector(ICollateralManager.StakesPaused.selector, pool));
            enroll(bob, 1 ether);
            IWalletCollateral.WalletLock memory item = payment(alice, 1 ether);
            if (i & 2 != 0) vm.expectRevert(abi.encodeWithSelector(ICollateralManager.LocksPaused.selector, pool));
            lockItem(item);
            if (i & 4 != 0) vm.expectRevert(abi.encodeWithSelector(ICollateralManager.DrawsPaused.selector, pool));
            draw(id, 1 ether);
            vm.revertToState(before);
        }
    }

    function test_while_enrolments_are_paused_a_holder_may_still_allow_less() public {
        enroll(alice, 50 ether);
        pause(true, false, false);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.StakesPaused.selector, pool));
        enroll(alice, 50 ether + 1);
        enroll(alice, 50 ether);
        enroll(alice, 49 ether);
        assertEq(info(alice).maxExposure, 49 ether);
        trust(bob);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.StakesPaused.selector, pool));
        enroll(bob, 0);
    }

    function test_a_pause_is_of_one_pool() public {
        pause(true, true, true);
        pool = open("OTHER", defaultParams());
        join(bob, 10 ether);
        draw(lock(bob, 1 ether), 1 ether);
    }

    function test_with_everything_paused_and_every_role_gone_all_get_what_is_theirs() public {
        bytes32 claimed = lock(alice, 30 ether);
        bytes32 freed = lock(alice, 20 ether);
        lock(alice, 40 ether); // nobody touches it again
        HookProbe hook = new HookProbe();
        implement(merchant, "AmpTokensRecipient", address(hook));
        hook.refuse(true);
        draw(lock(alice, 10 ether), 10 ether);
        implement(merchant, "AmpTokensRecipient", address(0));
        skipTo(manager.lockOf(claimed).settleBy);
        pause(true, true, true);
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
        vm.prank(merchant);
        manager.withdrawDeferred(pool, merchant);
        exit(alice, 900 ether);
        deposit(alice, 10 ether);
        skipTime(10 minutes);
        vm.prank(stranger);
        manager.draw(claimed, 30 ether);
        assertEq(spendable(merchant), 40 ether);

        skipTime(4 * EPOCH);
        assertTrue(manager.roll(pool, alice, 10));
        unenroll(alice);
        exit(alice, 70 ether);
        assertEq(spendable(alice), 960 ether);
        assertEq(custody(), 0);
    }
}
