// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { SafeCast } from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { ICollateralPool } from "./ICollateralPool.sol";
import { PoolFixture } from "./PoolFixture.sol";

/// @notice The operator's signed promise, held against the chain.
contract ReceiptsTest is PoolFixture {
    uint256 private constant KEY = 0xA3B1ED6E;
    ICollateralManager.GuaranteeReceipt private receipt;
    bytes private signature;

    function setUp() public {
        deployPool();
        operator = vm.addr(KEY);
        giveRoles();
        stake(alice, 100 ether);
        ICollateralPool.Lock memory item = payment(10 ether);
        vm.prank(operator);
        manager.lock(item);
        receipt = ICollateralManager.GuaranteeReceipt({
            manager: address(manager),
            pool: pool,
            paymentId: item.paymentId,
            merchant: merchant,
            ampAmount: 10 ether,
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
        assertEq(c.remaining, 10 ether);
    }

    /// @dev The digest, put together a second time as EIP-712 says.
    function test_the_digest_is_that_of_eip_712() public view {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes("Ampledge")),
                keccak256(bytes("1")),
                block.chainid,
                address(manager)
            )
        );
        bytes32 message = keccak256(
            bytes.concat(
                keccak256(
                    "GuaranteeReceipt(address manager,bytes32 pool,bytes32 paymentId,address merchant,uint256 ampAmount,uint256 fiatAmount,bytes3 currency,uint256 settleBy,uint256 expiresAt,bytes32 refHash)"
                ),
                abi.encode(receipt.manager, receipt.pool, receipt.paymentId, receipt.merchant),
                abi.encode(receipt.ampAmount, receipt.fiatAmount, receipt.currency),
                abi.encode(receipt.settleBy, receipt.expiresAt, receipt.refHash)
            )
        );
        assertEq(manager.receiptDigest(receipt), keccak256(bytes.concat(hex"1901", domain, message)));
    }

    function test_anyone_else_s_signature_and_none_at_all_are_seen() public {
        signature = sign(KEY + 1);
        assertEq(check().signer, vm.addr(KEY + 1));
        assertFalse(check().signedByOperator);
        assertTrue(check().matches, "what the chain says is true all the same");
        signature = hex"1234";
        assertEq(check().signer, address(0));
        assertFalse(check().signedByOperator);
    }

    function test_on_another_chain_manager_or_fork_it_is_nobody_s_promise() public {
        uint256 here = block.chainid;
        vm.chainId(here + 1);
        assertFalse(check().signedByOperator, "chain");
        vm.chainId(here);
        assertTrue(check().signedByOperator);

        ICollateralManager twin = newManager(EPOCH);
        assertFalse(twin.verifyReceipt(receipt, signature).signedByOperator, "manager");
        assertFalse(twin.verifyReceipt(receipt, signature).exists);
    }

    function test_nothing_in_it_can_be_altered() public {
        receipt.refHash = "another order";
        assertFalse(check().signedByOperator, "signed is what was signed");
        receipt.fiatAmount = 1;
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
        release(receipt.paymentId, 4 ether);
        assertEq(check().remaining, 6 ether);
        assertTrue(check().matches && check().open && check().covered);
        skipTo(receipt.settleBy);
        vm.prank(merchant);
        manager.claimPayment(receipt.paymentId);
        assertTrue(check().open);
        skipTo(receipt.expiresAt);
        ICollateralManager.ReceiptCheck memory c = check();
        assertTrue(c.exists && c.matches);
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

    function test_an_operator_that_is_none_any_more_has_still_signed() public {
        bytes32 role = manager.OPERATOR_ROLE();
        vm.prank(admin);
        manager.revokeRole(role, operator);
        assertEq(check().signer, operator);
        assertFalse(check().signedByOperator);
        assertTrue(check().open && check().covered);
    }

    function test_a_lock_of_a_generation_that_is_over_still_matches() public {
        ICollateralPool.PoolParams memory p = defaultParams();
        (p.maxUtilisationBps, p.minStake) = (10_000, 1e6);
        vm.prank(admin);
        manager.setParams(pool, p);
        bytes32 rest = lock(90 ether);
        draw(receipt.paymentId, 10 ether - 10);
        draw(rest, 90 ether);
        assertEq(info().generation, 2);
        ICollateralManager.ReceiptCheck memory c = check();
        assertTrue(c.matches && c.open && c.covered);
        assertEq(c.remaining, 10);
    }

    function test_what_amp_does_not_hold_is_not_covered() public {
        vm.mockCall(
            address(amp),
            abi.encodeWithSignature("balanceOfByPartition(bytes32,address)", pool, address(manager)),
            abi.encode(100 ether - 1)
        );
        assertFalse(check().covered);
        assertTrue(check().open);
        vm.clearMockedCalls();
    }

    function test_many_locks_are_read_in_one_call() public {
        bytes32[] memory ids = new bytes32[](3);
        (ids[0], ids[1], ids[2]) = (receipt.paymentId, "never", lock(3 ether));
        ICollateralManager.LockView[] memory page = manager.locksPage(ids);
        assertEq(page.length, 3);
        for (uint256 i = 0; i < 3; ++i) {
            assertEq(abi.encode(page[i]), abi.encode(manager.lockOf(ids[i])));
        }
    }

    function test_questions_beyond_all_measure_have_plain_answers() public {
        assertEq(manager.poolAt(type(uint256).max), bytes32(0));
        assertEq(manager.ticketOf(pool, alice, type(uint256).max).exitAt, 0);
        assertEq(manager.ticketOf(pool, alice, uint256(type(uint32).max) + 1).exitAt, 0);
        assertEq(manager.ticketOf(pool, alice, type(uint32).max).exitAt, type(uint32).max * EPOCH);
        uint256 most = type(uint104).max - info().assets;
        assertTrue(manager.canReceive(0, pool, alice, alice, address(manager), most, "", ""));
        assertFalse(manager.canReceive(0, pool, alice, alice, address(manager), most + 1, "", ""));
        assertFalse(manager.canReceive(0, pool, alice, alice, address(manager), type(uint256).max, "", ""));
        uint256 tooMuch = uint256(type(uint104).max) + 1;
        vm.expectRevert(
            abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintDowncast.selector, 104, tooMuch)
        );
        manager.previewStake(pool, tooMuch);
    }

    function test_capacity_alone_is_that_of_the_whole_view() public {
        (uint256 most, uint256 locked, uint256 free) = manager.capacity(pool);
        assertEq(most, info().capacity);
        assertEq(locked, 10 ether);
        assertEq(free, info().free);
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.UnknownPool.selector, bytes32("x")));
        manager.capacity("x");
    }
}
