// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ERC1820_REGISTRY } from "../amp/IERC1820Registry.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { HookProbe } from "../testing/HookProbe.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletFixture } from "./WalletFixture.sol";

/// @notice Who lets its tokens be locked, how much of them, and how it ends.
contract WalletEnrolmentTest is WalletFixture {
    function setUp() public {
        deployWallet();
    }

    function managerOf(address account) private view returns (address) {
        return ERC1820_REGISTRY.getManager(account);
    }

    function test_a_holder_says_how_much_may_be_locked() public {
        trust(alice);
        vm.expectEmit(address(manager));
        emit IWalletCollateral.HolderEnrolled(pool, alice, 70 ether);
        enroll(alice, 70 ether);
        deposit(alice, 100 ether);

        IWalletCollateral.HolderView memory v = info(alice);
        assertTrue(v.enrolled && v.ready);
        assertEq(v.maxExposure, 70 ether);
        assertEq(v.balance, 100 ether);
        assertEq(v.locked, 0);
        assertEq(v.lockable, 70 ether);
        assertEq(v.movable, 100 ether);
    }

    function test_no_limit_is_the_largest_that_is_kept() public {
        trust(alice);
        vm.expectEmit(address(manager));
        emit IWalletCollateral.HolderEnrolled(pool, alice, type(uint96).max);
        enroll(alice, UNLIMITED);
        assertEq(info(alice).maxExposure, type(uint96).max);
        assertEq(info(alice).lockable, 0, "without a balance");
    }

    // ---------------------------------------------------------------- what it takes

    function test_only_in_a_pool_that_exists() public {
        trust(alice);
        pool = DEFAULT;
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.UnknownPool.selector, DEFAULT));
        enroll(alice, 1 ether);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.UnknownPool.selector, DEFAULT));
        unenroll(alice);
        IWalletCollateral.HolderView memory none;
        assertEq(abi.encode(info(alice)), abi.encode(none), "not even its default balance");
    }

    function test_the_holder_lets_this_contract_speak_for_it_first() public {
        vm.expectRevert(abi.encodeWithSelector(IWalletCollateral.NotInterfaceManager.selector, alice, alice));
        enroll(alice, 1 ether);
        vm.prank(alice);
        ERC1820_REGISTRY.setManager(alice, bob);
        vm.expectRevert(abi.encodeWithSelector(IWalletCollateral.NotInterfaceManager.selector, alice, bob));
        enroll(alice, 1 ether);
    }

    function test_a_holder_with_a_hook_of_its_own_is_refused() public {
        HookProbe hook = new HookProbe();
        implement(alice, "AmpTokensSender", address(hook));
        trust(alice);
        vm.expectRevert(
            abi.encodeWithSelector(IWalletCollateral.HolderHasSenderHook.selector, alice, address(hook))
        );
        enroll(alice, 1 ether);
    }

    function test_an_enrolled_holder_can_register_no_hook_and_name_no_other_manager() public {
        join(alice, 100 ether);
        HookProbe hook = new HookProbe();
        vm.expectRevert(bytes("Not the manager"));
        implement(alice, "AmpTokensSender", address(hook));
        vm.expectRevert(bytes("Not the manager"));
        vm.prank(alice);
        ERC1820_REGISTRY.setManager(alice, alice);
    }

    function test_a_hook_for_what_it_receives_stands_in_nobodys_way() public {
        HookProbe hook = new HookProbe();
        implement(alice, "AmpTokensRecipient", address(hook));
        join(alice, 100 ether);
        hook.refuse(true);
        draw(lock(alice, 100 ether), 100 ether);
        assertEq(spendable(merchant), 100 ether);
    }

    // ---------------------------------------------------------------- the limit

    function test_the_limit_is_changed_but_not_below_what_is_locked() public {
        join(alice, 100 ether);
        lock(alice, 40 ether);
        vm.expectRevert(
            abi.encodeWithSelector(IWalletCollateral.ExposureBelowLocked.selector, 40 ether - 1, 40 ether)
        );
        enroll(alice, 40 ether - 1);
        enroll(alice, 40 ether);
        assertEq(info(alice).lockable, 0);
        enroll(alice, 50 ether);
        assertEq(info(alice).lockable, 10 ether);

        skipTime(4 * EPOCH);
        vm.expectEmit(address(manager));
        emit IWalletCollateral.HolderRolled(pool, alice, manager.epochOf(time()), 40 ether, 0);
        vm.expectEmit(address(manager));
        emit IWalletCollateral.HolderEnrolled(pool, alice, 0);
        enroll(alice, 0);
    }

    function test_enrolling_again_counts_once() public {
        join(alice, 100 ether);
        enroll(alice, 5 ether);
        unenroll(alice);
        assertEq(managerOf(alice), alice);
    }

    // ---------------------------------------------------------------- the end of it

    function test_who_has_nothing_locked_leaves_and_speaks_for_itself_again() public {
        join(alice, 100 ether);
        bytes32 id = lock(alice, 40 ether);
        bytes memory refusal =
            abi.encodeWithSelector(IWalletCollateral.StillLocked.selector, pool, alice, 40 ether);
        vm.expectRevert(refusal);
        unenroll(alice);
        skipTo(manager.lockOf(id).expiresAt); // over, but its epoch is not
        vm.expectRevert(refusal);
        unenroll(alice);

        skipTime(EPOCH);
        vm.expectEmit(address(manager));
        emit IWalletCollateral.HolderUnenrolled(pool, alice);
        unenroll(alice);
        assertEq(managerOf(alice), alice);
        IWalletCollateral.HolderView memory v = info(alice);
        assertFalse(v.enrolled || v.ready);
        assertEq(v.maxExposure + v.locked + v.lockable, 0);
        assertEq(v.movable, 100 ether, "tokens stay until they are moved");
        implement(alice, "AmpTokensSender", address(new HookProbe()));
    }

    function test_the_registry_is_given_back_with_the_last_pool() public {
        join(alice, 100 ether);
        bytes32 first = pool;
        pool = open("OTHER", defaultParams());
        enroll(alice, 10 ether);
        unenroll(alice);
        assertEq(managerOf(alice), address(manager), "still enrolled elsewhere");
        vm.expectRevert(abi.encodeWithSelector(IWalletCollateral.NotEnrolled.selector, pool, alice));
        unenroll(alice);
        pool = first;
        unenroll(alice);
        assertEq(managerOf(alice), alice);
    }

    function test_who_never_enrolled_has_nothing_to_end() public {
        vm.expectRevert(abi.encodeWithSelector(IWalletCollateral.NotEnrolled.selector, pool, alice));
        unenroll(alice);
        join(alice, 1 ether);
        unenroll(alice);
        vm.expectRevert(abi.encodeWithSelector(IWalletCollateral.NotEnrolled.selector, pool, alice));
        unenroll(alice);
    }

    /// @dev Without this its ERC-1820 entries would be stuck for good.
    function test_who_trusted_in_vain_takes_it_back() public {
        implement(alice, "AmpTokensSender", address(new HookProbe()));
        trust(alice);
        vm.expectRevert();
        enroll(alice, 1 ether);
        pause(true, true, true);
        unenroll(alice);
        assertEq(managerOf(alice), alice);
    }

    function test_a_holder_comes_back_as_if_new() public {
        join(alice, 100 ether);
        bytes32 id = lock(alice, 40 ether);
        release(id, 40 ether);
        unenroll(alice);
        skipTime(1000 * EPOCH);
        trust(alice);
        enroll(alice, 30 ether);
        lock(alice, 30 ether);
        skipTime(4 * EPOCH);
        assertEq(lockedOf(alice), 0);
    }

    function test_holders_and_pools_are_apart() public {
        bytes32 first = pool;
        join(alice, 100 ether);
        join(bob, 100 ether);
        pool = open("OTHER", defaultParams());
        enroll(alice, 10 ether);
        deposit(alice, 20 ether);
        lock(alice, 10 ether);
        assertEq(manager.holderInfo(first, alice).locked, 0);
        assertEq(manager.holderInfo(first, alice).maxExposure, type(uint96).max);
        assertFalse(info(bob).enrolled);
        pool = first;
        exit(alice, 100 ether);
        assertEq(lockedOf(bob), 0);
    }
}
