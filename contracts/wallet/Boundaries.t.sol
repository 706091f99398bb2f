// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAmp } from "../amp/IAmp.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletFixture } from "./WalletFixture.sol";

/// @notice What lies exactly on the edge between yes and no.
contract WalletBoundariesTest is WalletFixture {
    function setUp() public {
        deployWallet();
        join(alice, 10 ether);
    }

    /// @dev A lock counts until its epoch has ended, so also in the last second in which it is open. That the tokens
    ///      are missing cannot happen; the view looks all the same.
    function test_a_lock_in_its_last_second_is_not_covered_by_tokens_that_are_missing() public {
        IWalletCollateral.WalletLock memory item = payment(alice, 10 ether);
        lockItem(item);
        ICollateralManager.GuaranteeReceipt memory receipt;
        receipt.paymentId = item.paymentId;
        skipTo(item.expiresAt - 1);
        assertTrue(manager.verifyReceipt(receipt, "").covered);
        vm.mockCall(address(amp), abi.encodeCall(IAmp.balanceOfByPartition, (pool, alice)), abi.encode(10 ether - 1));
        ICollateralManager.ReceiptCheck memory check = manager.verifyReceipt(receipt, "");
        vm.clearMockedCalls();
        assertTrue(check.open);
        assertFalse(check.covered);
    }
}
