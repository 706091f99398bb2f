// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Amp } from "../../amp/Amp.sol";
import { Partition } from "../../amp/Partition.sol";
import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { IWalletCollateral } from "../IWalletCollateral.sol";
import { WalletInvariantBase } from "./WalletInvariantBase.sol";

/// @title  WalletFutures
/// @notice Test only: how an invariant goes on from where the handler has come to.
abstract contract WalletFutures is WalletInvariantBase {
    address internal operator = makeAddr("operator");
    address internal stranger = makeAddr("stranger");

    function stopAll(bool stopped) internal {
        address admin = manager.defaultAdmin();
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 pool = handler.pools(i);
            vm.prank(admin);
            manager.setPauses(pool, ICollateralManager.Pauses(stopped, stopped, stopped));
        }
    }

    function takeOut(Amp amp, bytes32 pool, address holder, uint256 amount) internal {
        vm.prank(holder);
        amp.transferByPartition(pool, holder, holder, amount, Partition.flagged(Partition.DEFAULT), "");
    }

    function liftLimits(bytes32 pool) internal {
        address admin = manager.defaultAdmin();
        address registrar = makeAddr("registrar");
        address merchant = handler.merchants(0);
        vm.prank(registrar);
        manager.setMerchant(merchant, true);
        IWalletCollateral.WalletParams memory p = manager.poolInfo(pool).params;
        (p.drawLimit, p.merchantDelay) = (type(uint96).max, 0);
        vm.prank(admin);
        manager.setParams(pool, p);
    }

    function aWei(bytes32 pool, address holder, bytes32 id)
        internal
        view
        returns (IWalletCollateral.WalletLock memory item)
    {
        uint256 time = vm.getBlockTimestamp();
        item.paymentId = id ^ pool;
        item.pool = pool;
        item.merchant = handler.merchants(0);
        (item.settleBy, item.expiresAt) = (uint40(time + 1), uint40(time + 1 hours));
        item.slices = new IWalletCollateral.Slice[](1);
        item.slices[0] = IWalletCollateral.Slice(holder, 1);
    }
}
