// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ReentrancyGuardTransient } from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import { IAmp } from "../amp/IAmp.sol";
import { ERC1820_REGISTRY } from "../amp/IERC1820Registry.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { HookProbe } from "../testing/HookProbe.sol";
import { HostileMerchant } from "./HostileMerchant.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletFixture } from "./WalletFixture.sol";

/// @notice Ways to keep a merchant from its money, to get at that of a holder, or to act in the middle of somebody's act.
///         None works.
contract WalletAttacksTest is WalletFixture {
    HostileMerchant private hostile;

    function setUp() public {
        deployWallet();
        join(alice, 100 ether);
        hostile = new HostileMerchant();
        register(address(hostile));
    }

    function transferCall(bytes32 from, address holder, address to, uint256 value, bytes32 destination)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodeCall(IAmp.transferByPartition, (from, holder, to, value, toPartition(destination), ""));
    }

    // ---------------------------------------------------------------- a holder that will not pay

    function test_attack_04_a_holder_has_no_veto() public {
        bytes32 id = lock(alice, 100 ether);
        HookProbe hook = new HookProbe();
        vm.startPrank(alice);
        vm.expectRevert(bytes("Not the manager"));
        ERC1820_REGISTRY.setInterfaceImplementer(alice, keccak256("AmpTokensSender"), address(hook));
        vm.expectRevert(bytes("Not the manager"));
        ERC1820_REGISTRY.setManager(alice, alice);
        amp.revokeOperator(address(manager));
        vm.expectRevert(abi.encodeWithSelector(IWalletCollateral.StillLocked.selector, pool, alice, 100 ether));
        manager.unenroll(pool);
        vm.stopPrank();
        draw(id, 100 ether);
        assertEq(spendable(merchant), 100 ether);
    }

    /// @dev The merchant's hook is run by the holder, which would take back what is locked for others.
    function test_attack_05_a_holder_cannot_move_its_tokens_during_the_draw() public {
        bytes32 id = lockForHostile(40 ether);
        lock(alice, 40 ether);
        vm.prank(alice);
        amp.authorizeOperator(address(hostile));
        uint256[3] memory amounts = [uint256(1), 20 ether, 60 ether]; // the first even of what is free
        for (uint256 i = 0; i < 3; ++i) {
            hostile.plan(address(amp), transferCall(pool, alice, alice, amounts[i], DEFAULT));
            draw(id, 10 ether);
            failedAtTheGuard(i + 1);
        }
        exit(alice, 20 ether); // afterwards, what is free
    }

    function lockForHostile(uint256 amount) private returns (bytes32) {
        IWalletCollateral.WalletLock memory item = payment(alice, amount);
        item.merchant = address(hostile);
        return lockItem(item);
    }

    function failedAtTheGuard(uint256 tries) private view {
        assertEq(hostile.tried(), tries);
        assertEq(hostile.succeeded(), 0, vm.toString(tries));
        assertEq(
            bytes32(hostile.refusal()),
            bytes32(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector),
            vm.toString(tries)
        );
    }

    function test_attack_05_during_an_act_the_preview_says_no_too() public {
        bytes32 id = lockForHostile(40 ether);
        assertTrue(manager.canTransfer(0, pool, alice, alice, alice, 1, "", ""));
        hostile.plan(
            address(manager), abi.encodeCall(manager.canTransfer, (0, pool, alice, alice, alice, 1, "", ""))
        );
        draw(id, 40 ether);
        assertEq(hostile.succeeded(), 1);
        assertEq(hostile.answer(), 0);
    }

    // ---------------------------------------------------------------- other people's tokens

    function test_attack_01_nobody_but_holder_and_manager_moves_tokens_in_place() public {
        address[4] memory callers = [stranger, operator, admin, merchant];
        for (uint256 i = 0; i < 4; ++i) {
            vm.expectRevert(bytes("53"));
            vm.prank(callers[i]);
            amp.transferByPartition(pool, alice, callers[i], 1, toPartition(DEFAULT), "");
        }
    }

    function test_attack_01_nobody_drains_what_is_kept_for_merchants() public {
        HookProbe probe = new HookProbe();
        implement(merchant, "AmpTokensRecipient", address(probe));
        probe.refuse(true);
        draw(lock(alice, 10 ether), 10 ether);
        bytes32 kept = poolPartition("MAIN", address(manager));
        assertTrue(amp.isOperatorForPartition(kept, stranger, address(manager)), "as Amp sees it");
        address[4] memory callers = [stranger, alice, operator, merchant];
        for (uint256 i = 0; i < 4; ++i) {
            for (uint256 value = 0; value <= 10 ether; value += 10 ether) {
                vm.expectRevert(
                    abi.encodeWithSelector(
                        ICollateralManager.UnexpectedTransfer.selector, kept, callers[i], value
                    )
                );
                vm.prank(callers[i]);
                amp.transferByPartition(kept, address(manager), callers[i], value, toPartition(DEFAULT), "");
            }
        }
        assertEq(custody(), 10 ether);
    }

    function test_attack_01_nobody_but_amp_asks_the_hooks_of_this_contract() public {
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.NotAmp.selector, stranger));
        vm.prank(stranger);
        manager.tokensToTransfer(0, pool, address(manager), address(manager), stranger, 1 ether, "", "");
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.NotAmp.selector, stranger));
        vm.prank(stranger);
        manager.tokensReceived(0, pool, alice, alice, address(manager), 1 ether, "", "");
    }

    function test_attack_02_nobody_makes_this_contract_a_hook_of_its_own() public {
        vm.expectRevert();
        vm.prank(bob);
        ERC1820_REGISTRY.setInterfaceImplementer(bob, keccak256("AmpTokensSender"), address(manager));
    }

    // ---------------------------------------------------------------- acting in the middle of a payout

    /// @dev It has every role there is, and is enrolled, so that nothing but the guard stands in its way.
    function test_attack_02_a_merchant_can_do_nothing_while_it_is_being_paid() public {
        bytes32[3] memory roles = [manager.OPERATOR_ROLE(), manager.REGISTRAR_ROLE(), manager.GUARDIAN_ROLE()];
        for (uint256 i = 0; i < 3; ++i) {
            vm.prank(admin);
            manager.grantRole(roles[i], address(hostile));
        }
        join(address(hostile), 0);
        bytes32 id = lockForHostile(20 ether);
        bytes[] memory calls = everything(id);
        bytes memory before = abi.encode(info(address(hostile)));
        for (uint256 i = 0; i < calls.length; ++i) {
            hostile.plan(address(manager), calls[i]);
            draw(id, 1 ether);
            failedAtTheGuard(i + 1);
        }
        assertEq(spendable(address(hostile)), 15 ether);
        assertEq(lockedOf(alice), 5 ether);
        assertEq(abi.encode(info(address(hostile))), before);
    }

    function everything(bytes32 id) private returns (bytes[] memory all) {
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = id;
        IWalletCollateral.WalletLock[] memory items = new IWalletCollateral.WalletLock[](1);
        items[0] = payment(alice, 1 ether);
        ICollateralManager.Pauses memory pauses;
        bytes[15] memory calls = [
            abi.encodeCall(IWalletCollateral.enroll, (pool, 1)),
            abi.encodeCall(IWalletCollateral.unenroll, (pool)),
            abi.encodeCall(IWalletCollateral.roll, (pool, alice, 1)),
            abi.encodeCall(IWalletCollateral.lock, (items[0])),
            abi.encodeCall(IWalletCollateral.lockBatch, (items)),
            abi.encodeCall(ICollateralManager.release, (id, 1)),
            abi.encodeCall(ICollateralManager.releaseBatch, (ids)),
            abi.encodeCall(ICollateralManager.claimPayment, (id)),
            abi.encodeCall(ICollateralManager.draw, (id, 1 ether)),
            abi.encodeCall(ICollateralManager.withdrawDeferred, (pool, alice)),
            abi.encodeCall(IWalletCollateral.createPool, ("NEW", defaultParams())),
            abi.encodeCall(IWalletCollateral.setParams, (pool, defaultParams())),
            abi.encodeCall(ICollateralManager.setPauses, (pool, pauses)),
            abi.encodeCall(ICollateralManager.setMerchant, (stranger, true)),
            abi.encodeCall(manager.tokensToTransfer, (0, pool, alice, alice, alice, 1, "", ""))
        ];
        all = new bytes[](calls.length);
        for (uint256 i = 0; i < calls.length; ++i) {
            all[i] = calls[i];
        }
    }

    function test_attack_03_a_merchant_that_reverts_burns_its_gas_or_returns_a_lot_is_paid_later() public {
        for (uint256 kind = 1; kind < 4; ++kind) {
            hostile.feel(HostileMerchant.Mood(kind));
            bytes32 id = lockForHostile(10 ether);
            vm.prank(operator);
            manager.draw{ gas: 1_500_000 }(id, 10 ether);
            (uint256 owed,) = manager.deferredOf(pool, address(hostile));
            assertEq(owed, kind * 10 ether);
        }
        assertEq(custody(), 30 ether);
        assertEq(lockedOf(alice), 0);
        hostile.act(
            address(manager), abi.encodeCall(ICollateralManager.withdrawDeferred, (pool, stranger))
        );
        assertEq(spendable(stranger), 30 ether);
    }

    function test_attack_02_the_reader_in_the_middle_of_a_payout_sees_its_end() public {
        bytes32 id = lockForHostile(10 ether);
        hostile.plan(address(amp), abi.encodeCall(IAmp.balanceOfByPartition, (pool, alice)));
        draw(id, 10 ether);
        assertEq(hostile.answer(), 90 ether);
    }
}
