// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IERC1820Registry } from "@openzeppelin/contracts/interfaces/IERC1820Registry.sol";
import { ERC1820_REGISTRY } from "../amp/IERC1820Registry.sol";
import { IAmp } from "../amp/IAmp.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletFixture } from "./WalletFixture.sol";

/// @notice The operator's signed promise, held against the chain.
contract WalletReceiptsTest is WalletFixture {
    uint256 private constant KEY = 0xA3B1ED6E;
    ICollateralManager.GuaranteeReceipt private receipt;
    bytes private signature;

    function setUp() public {
        deployWallet();
        operator = vm.addr(KEY);
        giveRoles();
        join(alice, 100 ether);
        join(bob, 50 ether);
        IWalletCollateral.WalletLock memory item = payment(alice, 20 ether, bob, 10 ether);
        lockItem(item);
        receipt = ICollateralManager.GuaranteeReceipt({
            manager: address(manager),
            pool: pool,
            paymentId: item.paymentId,
            merchant: merchant,
            ampAmount: 30 ether,
            fiatAmount: 9_950,
            currency: "USD",
            settleBy: item.settleBy,
            expiresAt: item.expiresAt,
            refHash: item.refHash
        });
        signature = sign(KEY);
    }

    function sign(uint256 key) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, manager.receiptDigest(receipt));
        return abi.encodePacked(r, s, v);
    }

    function check() private view returns (ICollateralManager.ReceiptCheck memory) {
        return manager.verifyReceipt(receipt, signature);
    }

    function matches() private returns (bool) {
        signature = sign(KEY);
        assertTrue(check().signedByOperator);
        return check().matches;
    }

    function test_a_receipt_of_an_open_lock_is_found_true() public view {
        ICollateralManager.ReceiptCheck memory c = check();
        assertEq(c.signer, operator);
        assertTrue(c.signedByOperator && c.exists && c.matches && c.open && c.covered);
        assertEq(c.remaining, 30 ether);
    }

    function test_on_another_chain_or_manager_it_is_nobody_s_promise() public {
        uint256 here = block.chainid;
        vm.chainId(here + 1);
        assertFalse(check().signedByOperator, "chain");
        assertTrue(check().signer != operator);
        vm.chainId(here);
        assertTrue(check().signedByOperator);

        ICollateralManager.ReceiptCheck memory c = newManager(EPOCH).verifyReceipt(receipt, signature);
        assertFalse(c.signedByOperator || c.exists || c.matches || c.open || c.covered, "manager");
    }

    function test_nothing_in_it_can_be_altered() public {
        receipt.fiatAmount = 1;
        assertFalse(check().signedByOperator, "fiatAmount");
        receipt.fiatAmount = 9_950;
        receipt.refHash = "another order";
        assertFalse(check().signedByOperator, "refHash");
        receipt.refHash = keccak256("order 17");
        receipt.currency = "EUR";
        assertFalse(check().signedByOperator, "currency");
        receipt.currency = "USD";
        assertTrue(check().signedByOperator);
        signature = hex"1234";
        assertEq(check().signer, address(0));
        assertFalse(check().signedByOperator);
    }

    function test_what_the_operator_signs_must_be_what_it_locked() public {
        receipt.merchant = stranger;
        assertFalse(matches(), "merchant");
        receipt.merchant = merchant;
        ++receipt.settleBy;
        assertFalse(matches(), "settleBy");
        --receipt.settleBy;
        ++receipt.expiresAt;
        assertFalse(matches(), "expiresAt");
        --receipt.expiresAt;
        --receipt.ampAmount;
        assertFalse(matches(), "less was promised than is locked: not this lock");
        ++receipt.ampAmount;
        receipt.pool = open("OTHER", defaultParams());
        assertFalse(matches(), "pool");
        receipt.pool = pool;
        receipt.manager = address(1);
        assertFalse(matches(), "manager");
        receipt.manager = address(manager);
        assertTrue(matches());
    }

    function test_it_follows_the_lock_to_its_end() public {
        uint256 before = vm.snapshotState();
        draw(receipt.paymentId, 12 ether);
        assertEq(check().remaining, 18 ether);
        assertTrue(check().matches && check().open && check().covered);
        draw(receipt.paymentId, 18 ether);
        closed();
        vm.revertToState(before);
        release(receipt.paymentId, 30 ether);
        closed();
        vm.revertToState(before);
        skipTo(receipt.settleBy);
        vm.prank(merchant);
        manager.claimPayment(receipt.paymentId);
        assertTrue(check().open && check().covered);
        skipTo(receipt.expiresAt);
        closed();
    }

    function closed() private view {
        ICollateralManager.ReceiptCheck memory c = check();
        assertTrue(c.signedByOperator && c.exists && c.matches);
        assertFalse(c.open || c.covered);
        assertEq(c.remaining, 0);
    }

    function test_a_promise_of_a_lock_that_never_was_is_seen() public {
        receipt.paymentId = "never";
        signature = sign(KEY);
        ICollateralManager.ReceiptCheck memory c = check();
        assertTrue(c.signedByOperator);
        assertFalse(c.exists || c.matches || c.open || c.covered);
    }

    function test_holders_that_use_what_is_free_leave_it_covered() public {
        exit(alice, 80 ether);
        assertTrue(check().covered);
    }

    /// @dev None of these can happen; the view looks all the same.
    function test_without_the_tokens_or_the_right_to_take_them_it_is_not_covered() public {
        bytes[3] memory calls = [
            abi.encodeCall(IAmp.balanceOfByPartition, (pool, bob)),
            abi.encodeCall(IERC1820Registry.getManager, (bob)),
            abi.encodeCall(IERC1820Registry.getInterfaceImplementer, (bob, keccak256("AmpTokensSender")))
        ];
        for (uint256 i = 0; i < 3; ++i) {
            address callee = i == 0 ? address(amp) : address(ERC1820_REGISTRY);
            vm.mockCall(callee, calls[i], abi.encode(10 ether - 1));
            assertFalse(check().covered, vm.toString(i));
            assertTrue(check().open && check().matches);
            vm.clearMockedCalls();
            assertTrue(check().covered);
        }
    }

    function test_sixteen_slices_are_looked_at() public {
        IWalletCollateral.Slice[] memory slices = new IWalletCollateral.Slice[](16);
        for (uint256 i = 0; i < 16; ++i) {
            slices[i] = slice(i < 15 ? alice : bob, 1 ether);
        }
        receipt.paymentId = lockItem(payment(slices));
        assertTrue(check().covered);
        vm.mockCall(address(amp), abi.encodeCall(IAmp.balanceOfByPartition, (pool, bob)), abi.encode(0));
        assertFalse(check().covered);
        vm.clearMockedCalls();
    }
}
