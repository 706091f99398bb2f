// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Test } from "../../testing/Test.sol";
import { IWalletCollateral } from "../IWalletCollateral.sol";
import { WalletCollateral } from "../WalletCollateral.sol";
import { GhostWallet } from "./GhostWallet.sol";
import { WalletHandler } from "./WalletHandler.sol";
import { WalletMischief } from "./WalletMischief.sol";
import { WalletSurroundings } from "./WalletSurroundings.sol";

/// @title  WalletInvariantBase
/// @notice Test only: the handler, its acts, and a look at each of its two pools.
abstract contract WalletInvariantBase is Test {
    WalletHandler internal handler;
    WalletCollateral internal manager;
    uint256 internal epochLength;
    uint256 internal holderCount;
    uint256 internal merchantCount;

    function setUp() public {
        handler = new WalletHandler();
        manager = handler.wallet();
        epochLength = manager.epochLength();
        (holderCount, merchantCount) = (handler.HOLDERS(), handler.MERCHANTS());
        targetContract(address(handler));
        targetSelector(address(handler), acts());
    }

    /// @dev Locks and draws come twice: most of what there is to see comes of them.
    function acts() internal pure returns (bytes4[] memory all) {
        bytes4[25] memory some = [
            WalletHandler.deposits.selector,
            WalletHandler.exits.selector,
            WalletHandler.enrolls.selector,
            WalletHandler.unenrolls.selector,
            WalletHandler.locks.selector,
            WalletHandler.locks.selector,
            WalletHandler.locksBatch.selector,
            WalletHandler.releases.selector,
            WalletHandler.draws.selector,
            WalletHandler.draws.selector,
            WalletHandler.claimsPayment.selector,
            WalletHandler.strangerPaysClaim.selector,
            WalletHandler.collects.selector,
            WalletSurroundings.rolls.selector,
            WalletSurroundings.passes.selector,
            WalletSurroundings.passesToEdge.selector,
            WalletSurroundings.setsParams.selector,
            WalletSurroundings.pauses.selector,
            WalletSurroundings.registers.selector,
            WalletSurroundings.feels.selector,
            WalletMischief.vetoes.selector,
            WalletMischief.spams.selector,
            WalletMischief.robs.selector,
            WalletMischief.squats.selector,
            WalletMischief.plots.selector
        ];
        all = new bytes4[](some.length);
        for (uint256 i = 0; i < some.length; ++i) {
            all[i] = some[i];
        }
    }

    function each(uint256 i) internal view returns (bytes32 pool, GhostWallet ghost) {
        return (handler.pools(i), handler.ghosts(i));
    }

    function info(bytes32 pool, uint256 i) internal view returns (IWalletCollateral.HolderView memory) {
        return manager.holderInfo(pool, handler.holders(i));
    }

    function today() internal view returns (uint256) {
        return vm.getBlockTimestamp() / epochLength;
    }
}
