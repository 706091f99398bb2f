// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Test } from "../../testing/Test.sol";
import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { GhostPool } from "./GhostPool.sol";
import { PoolHandler } from "./PoolHandler.sol";
import { PoolHarness } from "./PoolHarness.sol";

/// @title  PoolInvariantBase
/// @notice Test only: the handler, its acts, and a look at each generation of its two pools.
abstract contract PoolInvariantBase is Test {
    PoolHandler internal handler;
    PoolHarness internal manager;
    uint256 internal epochLength;

    function begin(bool listening) internal {
        handler = new PoolHandler(listening);
        manager = handler.harness();
        epochLength = manager.epochLength();
        targetContract(address(handler));
        targetSelector(address(handler), handler.selectors());
    }

    /// @dev Of all generations; the ghost's time is the chain's.
    function each(uint256 i) internal returns (bytes32 pool, GhostPool ghost, ICollateralPool.PoolView memory v) {
        ghost = handler.ghosts(i);
        ghost.roll(today());
        pool = ghost.pool();
        return (pool, ghost, manager.poolInfo(pool));
    }

    function count() internal view returns (uint256) {
        return handler.ghostCount();
    }

    function today() internal view returns (uint256) {
        return vm.getBlockTimestamp() / epochLength;
    }

    function balanceOf(bytes32 partition) internal view returns (uint256) {
        return manager.amp().balanceOfByPartition(partition, address(manager));
    }

    /// @dev All that can be seen of one generation: its totals, accounts, tickets and locks.
    function state(GhostPool ghost) internal view returns (bytes32 hash) {
        bytes32 pool = ghost.pool();
        return keccak256(abi.encode(manager.poolInfo(pool), holdings(ghost)));
    }

    /// @dev The same without its totals.
    function holdings(GhostPool ghost) internal view returns (bytes32 hash) {
        bytes32 pool = ghost.pool();
        for (uint256 k = 0; k < 8; ++k) {
            hash = keccak256(abi.encode(hash, manager.accountInfo(pool, handler.stakers(k))));
        }
        for (uint256 k = 0; k < 6; ++k) {
            hash = keccak256(abi.encode(hash, manager.accountInfo(pool, handler.merchants(k)).deferred));
        }
        for (uint256 k = 0; k < ghost.ticketCount(); ++k) {
            (address account, uint256 epoch,,) = ghost.tickets(k);
            hash = keccak256(abi.encode(hash, manager.ticketOf(pool, account, epoch)));
        }
        for (uint256 k = 0; k < handler.paymentCount(); ++k) {
            ICollateralManager.LockView memory held = manager.lockOf(handler.paymentIds(k));
            if (held.pool == pool) hash = keccak256(abi.encode(hash, held));
        }
    }

    function random(string memory salt) internal view returns (uint256) {
        return uint256(keccak256(abi.encode(salt, handler.acts(), vm.getBlockTimestamp())));
    }
}
