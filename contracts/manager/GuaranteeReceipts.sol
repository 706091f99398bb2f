// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";
import { ECDSA } from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import { MessageHashUtils } from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import { ICollateralManager } from "./ICollateralManager.sol";

/// @title  GuaranteeReceipts
/// @notice Holds the operator's signed promise against the chain: the signature proves who promised, the lock proves
///         that it was kept.
/// @dev    A library of its own, linked at deployment, for the sake of the managers' size: `address(this)` is the
///         manager that asks.
library GuaranteeReceipts {
    bytes32 private constant DOMAIN_TYPE =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant RECEIPT_TYPE = keccak256(
        "GuaranteeReceipt(address manager,bytes32 pool,bytes32 paymentId,address merchant,uint256 ampAmount,uint256 fiatAmount,bytes3 currency,uint256 settleBy,uint256 expiresAt,bytes32 refHash)"
    );
    bytes32 private constant OPERATOR_ROLE = keccak256("OPERATOR_ROLE");

    /// @notice EIP-712 digest of a receipt, bound to this chain and this manager.
    function digest(ICollateralManager.GuaranteeReceipt calldata receipt) public view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(DOMAIN_TYPE, keccak256("Ampledge"), keccak256("1"), block.chainid, address(this))
        );
        // All of its members are value types, so their encoding is the one that EIP-712 hashes.
        return MessageHashUtils.toTypedDataHash(domain, keccak256(abi.encode(RECEIPT_TYPE, receipt)));
    }

    /// @param covered whether the tokens that back the payment are there
    /// @return an encoded `ReceiptCheck`
    function check(
        ICollateralManager.GuaranteeReceipt calldata receipt,
        bytes calldata signature,
        bool covered
    ) external view returns (bytes memory) {
        ICollateralManager.ReceiptCheck memory result;
        (result.signer,,) = ECDSA.tryRecover(digest(receipt), signature);
        result.signedByOperator =
            result.signer != address(0) && IAccessControl(address(this)).hasRole(OPERATOR_ROLE, result.signer);

        ICollateralManager.LockView memory held = ICollateralManager(address(this)).lockOf(receipt.paymentId);
        result.exists = held.status != ICollateralManager.LockStatus.None;
        result.matches = result.exists && receipt.manager == address(this) && _samePool(receipt.pool, held.pool)
            && receipt.merchant == held.merchant && receipt.settleBy == held.settleBy
            && receipt.expiresAt == held.expiresAt && held.remaining <= receipt.ampAmount;
        result.open = held.status == ICollateralManager.LockStatus.Open
            || held.status == ICollateralManager.LockStatus.Claimed;
        if (result.open) result.remaining = held.remaining;
        result.covered = result.open && covered;
        return abi.encode(result);
    }

    /// @dev A lock whose pool has closed its generation is found under another prefix, with the same tag and manager.
    function _samePool(bytes32 promised, bytes32 held) private pure returns (bool) {
        return promised << 32 == held << 32;
    }
}
