// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ERC1820_REGISTRY } from "../../amp/IERC1820Registry.sol";
import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { CollateralPool } from "../CollateralPool.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { PoolFixture } from "../PoolFixture.sol";

/// @notice Other chains, other managers, and what was there before.
contract ChainAttacksTest is PoolFixture {
    function setUp() public {
        deployPool();
        stake(alice, 1000 ether);
    }

    // ---------------------------------------------------------------- 15: receipts

    function test_attack_15_a_receipt_proves_nothing_on_another_chain_manager_or_fork() public {
        (address signer, uint256 key) = makeAddrAndKey("operator");
        assertEq(signer, operator);
        ICollateralPool.Lock memory item = payment(10 ether);
        vm.prank(operator);
        manager.lock(item);
        ICollateralManager.GuaranteeReceipt memory receipt = ICollateralManager.GuaranteeReceipt({
            manager: address(manager),
            pool: pool,
            paymentId: item.paymentId,
            merchant: merchant,
            ampAmount: item.amount,
            fiatAmount: item.quote.fiatAmount,
            currency: item.quote.currency,
            settleBy: item.settleBy,
            expiresAt: item.expiresAt,
            refHash: item.refHash
        });
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, manager.receiptDigest(receipt));
        bytes memory signature = abi.encodePacked(r, s, v);
        ICollateralManager.ReceiptCheck memory here = manager.verifyReceipt(receipt, signature);
        assertTrue(here.signedByOperator && here.matches && here.open && here.covered, "here");

        uint256 chain = block.chainid;
        vm.chainId(chain + 1); // a fork keeps all state, but not the chain's id
        assertFalse(manager.verifyReceipt(receipt, signature).signedByOperator, "another chain");
        vm.chainId(chain);

        CollateralPool first = manager;
        manager = newManager(EPOCH);
        giveRoles();
        ICollateralManager.ReceiptCheck memory there = manager.verifyReceipt(receipt, signature);
        assertFalse(there.signedByOperator || there.exists || there.matches, "another manager");
        receipt.manager = address(manager);
        assertFalse(first.verifyReceipt(receipt, signature).matches, "another manager's name");
    }

    // ---------------------------------------------------------------- 20, 21: before and without

    /// @dev Whoever foresees its address can send it tokens while it has no hooks. They are in no pool and stay there.
    function test_attack_20_tokens_sent_to_the_manager_before_it_was_there_never_count() public {
        address future = next();
        give(stranger, 10 ether);
        vm.prank(stranger);
        amp.transfer(future, 10 ether);
        manager = newManager(EPOCH);
        assertEq(address(manager), future);
        giveRoles();
        pool = open("MAIN", defaultParams());
        stake(bob, 5 ether);
        assertEq(info().assets, 5 ether);
        assertEq(amp.balanceOfByPartition(DEFAULT, future), 10 ether);
        vm.expectRevert(
            abi.encodeWithSelector(ICollateralManager.UnexpectedInflow.selector, DEFAULT, bob, 1)
        );
        vm.prank(bob);
        amp.transfer(future, 1);
    }

    /// @dev Where this contract's next one will be.
    function next() private view returns (address) {
        uint256 nonce = vm.getNonce(address(this));
        require(nonce > 0 && nonce < 0x80, "nonce");
        return address(
            uint160(uint256(keccak256(abi.encodePacked(bytes2(0xd694), address(this), uint8(nonce)))))
        );
    }

    function create() external returns (CollateralPool) {
        return newManager(EPOCH);
    }

    function test_attack_21_without_the_registry_there_is_no_manager() public {
        vm.etch(address(ERC1820_REGISTRY), "");
        vm.expectRevert();
        this.create();
    }

    function test_attack_21_with_a_registry_that_keeps_nothing_there_is_none_either() public {
        vm.etch(address(ERC1820_REGISTRY), hex"5f355f5260205ff3"); // answers with what it is asked
        vm.expectRevert();
        this.create();
    }
}
