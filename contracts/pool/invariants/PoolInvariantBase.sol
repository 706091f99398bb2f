// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Test } from "../../testing/Test.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { GhostPool } from "./GhostPool.sol";
import { PoolHandler } from "./PoolHandler.sol";
import { PoolHarness } from "./PoolHarness.sol";

/// @title  PoolInvariantBase
/// @notice Test only: the handler, its acts, and a look at each of its two pools.
abstract contract PoolInvariantBase is Test {
    PoolHandler internal handler;
    PoolHarness internal manager;
    uint256 internal epochLength;

    function setUp() public {
        handler = new PoolHandler();
        manager = handler.harness();
        epochLength = manager.epochLength();
        targetContract(address(handler));
        bytes4[] memory acts = new bytes4[](14);
        acts[0] = PoolHandler.stakes.selector;
        acts[1] = PoolHandler.requestsExit.selector;
        acts[2] = PoolHandler.cancelsExit.selector;
        acts[3] = PoolHandler.claimsExit.selector;
        acts[4] = PoolHandler.locks.selector;
        acts[5] = PoolHandler.releases.selector;
        acts[6] = PoolHandler.claimsPayment.selector;
        acts[7] = PoolHandler.draws.selector;
        acts[8] = PoolHandler.strangerPaysClaim.selector;
        acts[9] = PoolHandler.passes.selector;
        acts[10] = PoolHandler.passesToEdge.selector;
        acts[11] = PoolHandler.rolls.selector;
        acts[12] = PoolHandler.setsParams.selector;
        acts[13] = PoolHandler.ruins.selector;
        targetSelector(address(handler), acts);
    }

    function each(uint256 i) internal view returns (bytes32 pool, GhostPool ghost, ICollateralPool.PoolView memory v) {
        pool = handler.pools(i);
        return (pool, handler.ghosts(i), manager.poolInfo(pool));
    }

    function today() internal view returns (uint256) {
        return vm.getBlockTimestamp() / epochLength;
    }
}
