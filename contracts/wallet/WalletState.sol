// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Rules } from "../manager/Rules.sol";
import { Holder } from "./HolderBook.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";

/// @notice Everything that a manager of collateral in place remembers.
struct WalletState {
    mapping(bytes32 pool => WalletPool) pools;
    mapping(uint256 number => bytes32 pool) poolAt;
    mapping(bytes32 pool => mapping(address holder => Holder)) holders;
    /// @dev One slot each, in their order; the list ends before the first without a holder.
    mapping(bytes32 paymentId => mapping(uint256 index => IWalletCollateral.Slice)) slices;
    /// @dev Pools that a holder is enrolled in.
    mapping(address holder => uint256) enrolments;
    uint16 count;
}

struct WalletPool {
    Rules rules;
    uint16 number; // from 1 on; 0 for a pool that does not exist
}
