// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletFixture } from "./WalletFixture.sol";

/// @notice What admin and registrar may set up, and what they may not.
contract WalletAdminTest is WalletFixture {
    function setUp() public {
        deployWallet();
    }

    function setParams(IWalletCollateral.WalletParams memory params) private {
        vm.prank(admin);
        manager.setParams(pool, params);
    }

    function unauthorized(address account, bytes32 role) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, account, role);
    }

    // ---------------------------------------------------------------- pools

    function test_a_pool_is_the_partition_of_its_tag() public {
        bytes32 expected = holderPartition("FLEXA123", address(manager));
        vm.expectEmit(address(manager));
        emit ICollateralManager.PoolCreated(expected, "FLEXA123");
        vm.expectEmit(address(manager));
        emit IWalletCollateral.ParamsSet(expected, defaultParams());
        bytes32 created = open("FLEXA123", defaultParams());

        assertEq(created, expected);
        assertEq(manager.poolCount(), 2);
        assertEq(manager.poolAt(0), pool);
        assertEq(manager.poolAt(1), created);
        assertEq(manager.poolAt(2), 0);
        IWalletCollateral.WalletPoolView memory v = manager.poolInfo(created);
        assertTrue(v.exists);
        assertEq(abi.encode(v.params), abi.encode(defaultParams()));
        assertEq(v.deferred + v.drawnInWindow, 0);
        assertEq(v.windowEnds, (time() / 24 hours + 1) * 24 hours);
    }

    function test_a_pool_that_was_never_opened_does_not_exist() public view {
        IWalletCollateral.WalletPoolView memory none;
        assertEq(abi.encode(manager.poolInfo("nothing")), abi.encode(none));
    }

    function test_a_tag_is_1_to_8_capitals_and_digits_and_used_once() public {
        open("A1", defaultParams());
        bytes8[4] memory bad = [bytes8(""), "a", "A B", bytes8(hex"0041")];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ICollateralManager.InvalidTag.selector, bad[i]));
            open(bad[i], defaultParams());
        }
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.PoolExists.selector, pool));
        open("MAIN", defaultParams());
    }

    function test_only_the_admin_opens_pools_and_sets_parameters() public {
        bytes memory refusal = unauthorized(operator, manager.DEFAULT_ADMIN_ROLE());
        vm.expectRevert(refusal);
        vm.prank(operator);
        manager.createPool("NEW", defaultParams());
        vm.expectRevert(refusal);
        vm.prank(operator);
        manager.setParams(pool, defaultParams());
    }

    function test_parameters_must_be_sound() public {
        uint32 longest = uint32(2048 * EPOCH);
        IWalletCollateral.WalletParams memory p = IWalletCollateral.WalletParams({
            maxLockDuration: longest,
            claimDelay: longest - 1,
            merchantDelay: 180 days,
            drawWindow: 180 days,
            drawLimit: type(uint96).max
        });
        setParams(p);
        assertEq(abi.encode(manager.poolInfo(pool).params), abi.encode(p));
        p = IWalletCollateral.WalletParams(1, 0, 0, 1 hours, 0);
        setParams(p);
        assertEq(abi.encode(manager.poolInfo(pool).params), abi.encode(p), "at both ends");

        p = defaultParams();
        p.maxLockDuration = longest + 1;
        refuseParams(p);
        p = defaultParams();
        p.claimDelay = p.maxLockDuration;
        refuseParams(p);
        p = defaultParams();
        p.merchantDelay = 180 days + 1;
        refuseParams(p);
        p = defaultParams();
        p.drawWindow = 1 hours - 1;
        refuseParams(p);
        p = defaultParams();
        p.drawWindow = 180 days + 1;
        refuseParams(p);
        p = defaultParams();
        (p.maxLockDuration, p.claimDelay) = (0, 0);
        refuseParams(p);
    }

    function refuseParams(IWalletCollateral.WalletParams memory params) private {
        vm.expectRevert(abi.encodeWithSelector(IWalletCollateral.InvalidParams.selector, params));
        setParams(params);
        vm.expectRevert(abi.encodeWithSelector(IWalletCollateral.InvalidParams.selector, params));
        open("NEW", params);
    }

    function test_with_long_epochs_half_a_year_is_the_longest() public {
        manager = newManager(7 days);
        IWalletCollateral.WalletParams memory p = defaultParams();
        p.maxLockDuration = 180 days;
        pool = open("LONG", p);
        p.maxLockDuration += 1;
        refuseParams(p);
    }

    function test_new_parameters_alter_no_lock() public {
        join(alice, 100 ether);
        bytes32 id = lock(alice, 50 ether);
        bytes memory before = abi.encode(manager.lockOf(id), manager.slicesOf(id), info(alice));
        IWalletCollateral.WalletParams memory p = defaultParams();
        (p.maxLockDuration, p.claimDelay, p.merchantDelay) = (1 hours, 1, 100 days);
        vm.expectEmit(address(manager));
        emit IWalletCollateral.ParamsSet(pool, p);
        setParams(p);
        assertEq(abi.encode(manager.lockOf(id), manager.slicesOf(id), info(alice)), before);
        skipTime(1 hours);
        vm.prank(merchant);
        manager.claimPayment(id);
        assertEq(manager.lockOf(id).claimMaturesAt, time() + 10 minutes, "with the delay of its own time");
    }

    // ---------------------------------------------------------------- merchants

    function test_a_merchant_has_the_date_of_its_registration() public {
        address shop = makeAddr("shop");
        uint40 since = uint40(time());
        vm.expectEmit(address(manager));
        emit ICollateralManager.MerchantSet(shop, true, since);
        register(shop);
        skipTime(1 days);
        register(shop);
        assertEq(uint256(manager.merchantSince(shop)), since);
        vm.expectEmit(address(manager));
        emit ICollateralManager.MerchantSet(shop, false, 0);
        vm.prank(registrar);
        manager.setMerchant(shop, false);
        assertEq(uint256(manager.merchantSince(shop)), 0);
    }

    function test_a_merchant_taken_off_keeps_its_locks() public {
        join(alice, 100 ether);
        bytes32 id = lock(alice, 10 ether);
        vm.prank(registrar);
        manager.setMerchant(merchant, false);
        draw(id, 10 ether);
        assertEq(spendable(merchant), 10 ether);
    }

    function test_nobody_the_manager_or_amp_is_no_merchant() public {
        address[3] memory bad = [address(0), address(manager), address(amp)];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ICollateralManager.InvalidMerchant.selector, bad[i]));
            register(bad[i]);
        }
        vm.expectRevert(unauthorized(operator, manager.REGISTRAR_ROLE()));
        vm.prank(operator);
        manager.setMerchant(stranger, true);
    }

    function test_the_pauses_of_an_unknown_pool_are_not_set() public {
        ICollateralManager.Pauses memory pauses;
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.UnknownPool.selector, DEFAULT));
        vm.prank(guardian);
        manager.setPauses(DEFAULT, pauses);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.UnknownPool.selector, DEFAULT));
        vm.prank(admin);
        manager.setParams(DEFAULT, defaultParams());
    }
}
