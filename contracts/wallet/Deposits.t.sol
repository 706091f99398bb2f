// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { IAmp } from "../amp/IAmp.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { HookProbe } from "../testing/HookProbe.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletFixture } from "./WalletFixture.sol";

/// @notice Tokens come into a pool's partition and go out of it without leaving their holder, locked ones excepted.
contract WalletDepositsTest is WalletFixture {
    function setUp() public {
        deployWallet();
        join(alice, 100 ether);
    }

    function notMovable(uint256 value, uint256 movable) private view returns (bytes memory) {
        return abi.encodeWithSelector(IWalletCollateral.NotMovable.selector, pool, alice, value, movable);
    }

    function mayMove(address holder, uint256 value) private view returns (bool) {
        return manager.canTransfer(0, pool, holder, holder, holder, value, "", "");
    }

    // ---------------------------------------------------------------- in

    function test_a_deposit_is_a_transfer_to_oneself() public {
        vm.expectEmit(address(amp));
        emit IERC20.Transfer(bob, bob, 10 ether);
        deposit(bob, 10 ether);
        assertEq(amp.balanceOf(bob), 1000 ether);
        assertEq(spendable(bob), 990 ether);
        assertEq(amp.balanceOfByPartition(pool, bob), 10 ether);
    }

    function test_dust_in_wallets_that_are_not_enrolled_never_counts() public {
        send(alice, bob, 5 ether, pool);
        assertEq(info(bob).balance, 5 ether);
        assertEq(info(bob).lockable, 0);
        IWalletCollateral.WalletLock memory item = payment(bob, 5 ether);
        vm.expectRevert(abi.encodeWithSelector(IWalletCollateral.NotEnrolled.selector, pool, bob));
        lockItem(item);
        exit(bob, 5 ether);
    }

    function test_what_others_put_into_an_enrolled_wallet_counts_as_its_own() public {
        send(bob, alice, 5 ether, pool);
        lock(alice, 105 ether);
        assertEq(info(alice).movable, 0);
    }

    // ---------------------------------------------------------------- out

    function test_what_is_not_locked_leaves_at_once_to_the_wei() public {
        lock(alice, 60 ether);
        vm.expectRevert(notMovable(40 ether + 1, 40 ether));
        exit(alice, 40 ether + 1);
        exit(alice, 40 ether - 1);
        assertEq(info(alice).movable, 1);
        exit(alice, 1);
        vm.expectRevert(notMovable(1, 0));
        exit(alice, 1);
        assertEq(spendable(alice), 940 ether);
    }

    function test_it_may_go_anywhere() public {
        lock(alice, 60 ether);
        bytes32 other = open("OTHER", defaultParams());
        vm.startPrank(alice);
        amp.transferByPartition(pool, alice, stranger, 1 ether, toPartition(DEFAULT), "");
        amp.transferByPartition(pool, alice, bob, 2 ether, "", "");
        amp.transferByPartition(pool, alice, alice, 3 ether, toPartition(other), "");
        vm.stopPrank();
        assertEq(spendable(stranger), 1 ether);
        assertEq(info(bob).balance, 2 ether);
        assertEq(manager.holderInfo(other, alice).balance, 3 ether);
        assertEq(info(alice).movable, 34 ether);
    }

    function test_whoever_moves_tokens_for_the_holder_moves_free_ones_only() public {
        lock(alice, 60 ether);
        vm.startPrank(alice);
        amp.approveByPartition(pool, bob, 100 ether);
        amp.authorizeOperatorByPartition(pool, carol);
        amp.authorizeOperator(stranger);
        vm.stopPrank();
        address[3] memory movers = [bob, carol, stranger];
        for (uint256 i = 0; i < 3; ++i) {
            bytes memory refusal = notMovable(41 ether - i * 1 ether, 40 ether - i * 1 ether);
            vm.expectRevert(refusal);
            move(movers[i], 41 ether - i * 1 ether);
            move(movers[i], 1 ether);
        }
    }

    function move(address mover, uint256 value) private {
        vm.prank(mover);
        amp.transferByPartition(pool, alice, mover, value, toPartition(DEFAULT), "");
    }

    function test_more_than_there_is_leaves_no_wallet() public {
        vm.expectRevert(bytes("52"));
        exit(alice, 100 ether + 1);
        deposit(bob, 1 ether);
        vm.expectRevert(bytes("52"));
        exit(bob, 1 ether + 1);
    }

    function test_nothing_is_no_transfer() public {
        vm.expectRevert(ICollateralManager.ZeroAmount.selector);
        exit(alice, 0);
        vm.expectRevert(ICollateralManager.ZeroAmount.selector);
        move(stranger, 0);
    }

    function test_tokens_of_locks_whose_epoch_has_ended_are_free() public {
        lock(alice, 100 ether);
        uint256 end = manager.epochOf(time()) + 4;
        skipTo(end * EPOCH - 1);
        vm.expectRevert(notMovable(1, 0));
        exit(alice, 1);
        skipTime(1);
        vm.expectEmit(address(manager));
        emit IWalletCollateral.HolderRolled(pool, alice, end, 100 ether, 0);
        exit(alice, 100 ether);
    }

    function test_tokens_in_a_partition_that_was_never_opened_may_leave() public {
        pool = holderPartition("NOWHERE", address(manager));
        deposit(alice, 7 ether);
        assertTrue(mayMove(alice, 7 ether));
        exit(alice, 7 ether);
        assertFalse(manager.poolInfo(pool).exists);
    }

    function test_what_the_hook_would_say_can_be_asked() public {
        lock(alice, 60 ether);
        assertTrue(mayMove(alice, 40 ether));
        assertFalse(mayMove(alice, 40 ether + 1));
        assertFalse(mayMove(alice, 0));
        assertFalse(mayMove(bob, 1));
        skipTime(4 * EPOCH);
        assertTrue(mayMove(alice, 100 ether), "as if rolled");
        assertFalse(mayMove(address(manager), 1), "never its own");
    }

    /// @dev The hook may be called by anyone. It does what time has done.
    function test_asking_the_hook_itself_changes_nothing() public {
        lock(alice, 60 ether);
        skipTime(4 * EPOCH);
        bytes memory before = abi.encode(info(alice));
        vm.prank(stranger);
        manager.tokensToTransfer(0, pool, stranger, alice, stranger, 100 ether, "", "");
        assertEq(abi.encode(info(alice)), before);
    }

    function test_the_holders_figures_are_read_before_its_tokens_go() public {
        HookProbe probe = new HookProbe();
        implement(bob, "AmpTokensRecipient", address(probe));
        lock(alice, 60 ether);
        // The receiver of the free part asks for the rest of it.
        vm.prank(alice);
        amp.authorizeOperator(address(probe));
        probe.callBack(
            address(amp),
            abi.encodeCall(IAmp.transferByPartition, (pool, alice, bob, 1, toPartition(DEFAULT), ""))
        );
        vm.expectRevert(notMovable(1, 0));
        vm.prank(alice);
        amp.transferByPartition(pool, alice, bob, 40 ether, toPartition(DEFAULT), "");
    }

    // ---------------------------------------------------------------- to this contract itself

    function test_nobody_gives_this_contract_anything() public {
        bytes32 ccc = poolPartition("MAIN", address(manager));
        bytes32[2] memory partitions = [DEFAULT, ccc];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    ICollateralManager.UnexpectedInflow.selector, partitions[i], bob, 1 ether
                )
            );
            send(bob, address(manager), 1 ether, partitions[i]);
            assertFalse(manager.canReceive(0, partitions[i], bob, bob, address(manager), 1 ether, "", ""));
        }
        vm.expectRevert();
        send(bob, address(manager), 1 ether, pool);
    }
}
