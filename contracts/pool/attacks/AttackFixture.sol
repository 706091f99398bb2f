// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAmp } from "../../amp/IAmp.sol";
import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { HostileRecipient } from "../HostileRecipient.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { PoolFixture } from "../PoolFixture.sol";

/// @title  AttackFixture
/// @notice Test only: a pool with an honest staker, and a contract in it that means no good.
abstract contract AttackFixture is PoolFixture {
    HostileRecipient internal hostile;

    function setUp() public virtual {
        deployPool();
        stake(alice, 1000 ether);
        hostile = new HostileRecipient();
        register(address(hostile));
        give(address(hostile), 100 ether);
        hostile.act(address(amp), transferCall(DEFAULT, address(hostile), address(manager), 50 ether, pool));
    }

    function transferCall(bytes32 from, address holder, address to, uint256 value, bytes32 destination)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodeCall(IAmp.transferByPartition, (from, holder, to, value, toPartition(destination), ""));
    }

    function set(ICollateralPool.PoolParams memory p) internal {
        vm.prank(admin);
        manager.setParams(pool, p);
    }

    function hostilePayment(uint256 amount) internal returns (ICollateralPool.Lock memory item) {
        item = payment(amount);
        item.merchant = address(hostile);
    }

    function lockFor(ICollateralPool.Lock memory item) internal returns (bytes32) {
        vm.prank(operator);
        manager.lock(item);
        return item.paymentId;
    }

    function balance() internal view returns (uint256) {
        return amp.balanceOfByPartition(pool, address(manager));
    }

    /// @notice The balance equation, of a pool with one generation.
    function requireBooks() internal view {
        ICollateralPool.PoolView memory v = info();
        assertEq(balance(), v.assets + v.exitReserve + v.rewardReserve + v.unallocated + v.deferred, "books");
    }

    function one(uint256 epoch) internal pure returns (uint256[] memory epochs) {
        epochs = new uint256[](1);
        epochs[0] = epoch;
    }

    function expectUnexpected(address to, uint256 value) internal {
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.UnexpectedTransfer.selector, pool, to, value));
    }
}
