// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolFixture } from "./PoolFixture.sol";

/// @notice What admin and registrar may set up, and what they may not.
contract AdminTest is PoolFixture {
    function setUp() public {
        deployPool();
    }

    // ---------------------------------------------------------------- pools

    function test_a_pool_is_the_partition_of_its_tag_and_starts_empty() public {
        bytes32 expected = poolPartition("FLEXA123", address(manager));
        vm.expectEmit(address(manager));
        emit ICollateralManager.PoolCreated(expected, "FLEXA123");
        vm.expectEmit(address(manager));
        emit ICollateralPool.ParamsSet(expected, defaultParams());
        bytes32 created = open("FLEXA123", defaultParams());

        assertEq(created, expected);
        assertEq(manager.poolCount(), 2);
        assertEq(manager.poolAt(0), pool);
        assertEq(manager.poolAt(1), created);
        assertEq(manager.poolAt(2), 0);
        ICollateralPool.PoolView memory view_ = manager.poolInfo(created);
        assertTrue(view_.exists);
        assertEq(keccak256(abi.encode(view_.params)), keccak256(abi.encode(defaultParams())));
        assertEq(view_.rolledEpoch, manager.epochOf(time()));
        assertEq(view_.assets + view_.shares + view_.locked + view_.capacity + view_.latestLockEnd, 0);
    }

    function test_a_pool_that_was_never_opened_does_not_exist() public view {
        ICollateralPool.PoolView memory none;
        assertEq(keccak256(abi.encode(manager.poolInfo("nothing"))), keccak256(abi.encode(none)));
        assertEq(manager.accountInfo("nothing", alice).shares, 0);
        assertEq(manager.ticketOf("nothing", alice, 5).shares, 0);
    }

    function test_a_tag_is_1_to_8_capitals_and_digits() public {
        bytes8[6] memory good = [bytes8("A"), "Z", "0", "9", "ABCDEFGH", "A1"];
        for (uint256 i = 0; i < good.length; ++i) {
            open(good[i], defaultParams());
        }
        bytes8[10] memory bad =
            [bytes8(""), "a", "A B", "A-", "A@", "[", "/", ":", bytes8(hex"4100420000000000"), bytes8(hex"0041")];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ICollateralManager.InvalidTag.selector, bad[i]));
            open(bad[i], defaultParams());
        }
    }

    function test_a_tag_is_used_once() public {
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
        ICollateralPool.PoolParams memory p = defaultParams();
        (p.maxUtilisationBps, p.cooldown, p.maxLockDuration) = (1, 180 days, 180 days);
        (p.claimDelay, p.minStake) = (180 days - 1, 1e6);
        (p.merchantDelay, p.rewardEpochs) = (180 days, uint16(180 days / EPOCH));
        (p.drawWindow, p.drawLimit) = (180 days, type(uint96).max);
        setParams(p);
        (p.maxUtilisationBps, p.cooldown, p.claimDelay, p.minStake) = (10_000, 0, 0, type(uint88).max);
        (p.merchantDelay, p.rewardEpochs, p.drawWindow, p.drawLimit) = (0, 1, 1 hours, 0);
        setParams(p);
        assertEq(keccak256(abi.encode(info().params)), keccak256(abi.encode(p)), "as set, at both ends");

        ICollateralPool.PoolParams memory q = defaultParams();
        q.maxUtilisationBps = 0;
        refuseParams(q);
        q = defaultParams();
        q.maxUtilisationBps = 10_001;
        refuseParams(q);
        q = defaultParams();
        q.cooldown = 180 days + 1;
        refuseParams(q);
        q = defaultParams();
        q.maxLockDuration = 180 days + 1;
        refuseParams(q);
        q = defaultParams();
        q.claimDelay = q.maxLockDuration;
        refuseParams(q);
        q = defaultParams();
        q.minStake = 1e6 - 1;
        refuseParams(q);
        q = defaultParams();
        q.rewardEpochs = 0;
        refuseParams(q);
        q = defaultParams();
        q.rewardEpochs = uint16(180 days / EPOCH + 1);
        refuseParams(q);
        q = defaultParams();
        q.merchantDelay = 180 days + 1;
        refuseParams(q);
        q = defaultParams();
        q.drawWindow = 1 hours - 1;
        refuseParams(q);
        q = defaultParams();
        q.drawWindow = 180 days + 1;
        refuseParams(q);
    }

    function refuseParams(ICollateralPool.PoolParams memory params) private {
        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.InvalidParams.selector, params));
        setParams(params);
        vm.expectRevert(abi.encodeWithSelector(ICollateralPool.InvalidParams.selector, params));
        open("NEW", params);
    }

    function test_new_parameters_alter_no_lock_and_no_ticket() public {
        stake(alice, 100 ether);
        uint256 epoch = requestExit(alice, 10 ether);
        bytes32 id = lock(50 ether);
        bytes memory lockBefore = abi.encode(manager.lockOf(id));
        bytes memory ticketBefore = abi.encode(manager.ticketOf(pool, alice, epoch));

        ICollateralPool.PoolParams memory p = defaultParams();
        (p.maxUtilisationBps, p.cooldown, p.maxLockDuration, p.claimDelay) = (1, 100 days, 1 hours, 1);
        vm.expectEmit(address(manager));
        emit ICollateralPool.ParamsSet(pool, p);
        setParams(p);

        assertEq(abi.encode(manager.lockOf(id)), lockBefore);
        assertEq(abi.encode(manager.ticketOf(pool, alice, epoch)), ticketBefore);
        assertEq(info().free, 0, "more is locked than new locks may use");
        skipTime(1 hours);
        vm.prank(merchant);
        manager.claimPayment(id);
        assertEq(manager.lockOf(id).claimMaturesAt, time() + 10 minutes, "with the delay of its own time");
        skipTo(epoch * EPOCH);
        assertEq(claimExit(alice, epoch), 10 ether);
    }

    // ---------------------------------------------------------------- merchants

    function test_a_merchant_has_the_date_of_its_registration() public {
        address shop = makeAddr("shop");
        assertEq(uint256(manager.merchantSince(shop)), 0);
        uint40 since = uint40(time());
        vm.expectEmit(address(manager));
        emit ICollateralManager.MerchantSet(shop, true, since);
        register(shop);
        assertEq(uint256(manager.merchantSince(shop)), since);

        skipTime(1 days);
        vm.expectEmit(address(manager));
        emit ICollateralManager.MerchantSet(shop, true, since);
        register(shop);

        vm.expectEmit(address(manager));
        emit ICollateralManager.MerchantSet(shop, false, 0);
        vm.prank(registrar);
        manager.setMerchant(shop, false);
        assertEq(uint256(manager.merchantSince(shop)), 0);

        vm.expectEmit(address(manager));
        emit ICollateralManager.MerchantSet(shop, true, uint40(time()));
        register(shop);
    }

    function test_a_merchant_taken_off_keeps_its_locks_and_on_again_is_the_same() public {
        stake(alice, 100 ether);
        bytes32 id = lock(10 ether);
        vm.prank(registrar);
        manager.setMerchant(merchant, false);
        assertEq(manager.lockOf(id).merchant, merchant);
        draw(id, 4 ether);
        register(makeAddr("another"));
        register(merchant);
        draw(id, 6 ether);
        assertEq(spendable(merchant), 10 ether);
        assertEq(manager.lockOf(lock(1 ether)).merchant, merchant);
    }

    function test_nobody_the_manager_or_amp_is_no_merchant() public {
        address[3] memory bad = [address(0), address(manager), address(amp)];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ICollateralManager.InvalidMerchant.selector, bad[i]));
            register(bad[i]);
        }
    }

    function test_only_the_registrar_registers() public {
        vm.expectRevert(unauthorized(operator, manager.REGISTRAR_ROLE()));
        vm.prank(operator);
        manager.setMerchant(stranger, true);
    }

    // ---------------------------------------------------------------- unknown pools

    function test_every_function_of_a_pool_refuses_an_unknown_one() public {
        bytes32 none = poolPartition("NONE", address(manager));
        bytes memory refusal = abi.encodeWithSelector(ICollateralManager.UnknownPool.selector, none);
        ICollateralManager.Pauses memory pauses;
        ICollateralPool.Lock memory item = payment(1 ether);
        item.pool = none;

        vm.expectRevert(refusal);
        vm.prank(admin);
        manager.setParams(none, defaultParams());
        vm.expectRevert(refusal);
        vm.prank(guardian);
        manager.setPauses(none, pauses);
        vm.expectRevert(refusal);
        manager.requestExit(none, 1);
        vm.expectRevert(refusal);
        manager.cancelExit(none, 1);
        vm.expectRevert(refusal);
        manager.claimExit(none, new uint256[](1), alice);
        vm.expectRevert(refusal);
        manager.roll(none, 1);
        vm.expectRevert(refusal);
        manager.previewStake(none, 1);
        vm.expectRevert(refusal);
        manager.previewExit(none, alice, 1);
        vm.expectRevert(refusal);
        vm.prank(operator);
        manager.lock(item);
    }

    function setParams(ICollateralPool.PoolParams memory params) private {
        vm.prank(admin);
        manager.setParams(pool, params);
    }

    function unauthorized(address account, bytes32 role) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IAccessControl.AccessControlUnauthorizedAccount.selector, account, role);
    }
}
