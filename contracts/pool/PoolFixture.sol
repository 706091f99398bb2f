// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { ManagerFixture } from "../manager/ManagerFixture.sol";
import { PaymentLocks } from "../manager/PaymentLocks.sol";
import { CollateralPool } from "./CollateralPool.sol";
import { ICollateralPool } from "./ICollateralPool.sol";

/// @title  PoolFixture
/// @notice A manager with one open pool, its roles given out, one merchant registered, three stakers with AMP.
abstract contract PoolFixture is ManagerFixture {
    CollateralPool internal manager;

    address internal rewarder = makeAddr("rewarder");

    function deployPool() internal {
        vm.warp(START);
        deployAmp();
        manager = newManager(EPOCH);
        vm.label(address(manager), "CollateralPool");
        giveRoles();
        pool = open("MAIN", defaultParams());
        populate();
    }

    function underTest() internal view override returns (PaymentLocks) {
        return manager;
    }

    function giveRoles() internal override {
        super.giveRoles();
        grant(manager.REWARDER_ROLE(), rewarder);
    }

    function newManager(uint256 epochLength) internal returns (CollateralPool) {
        return CollateralPool(deployManager("contracts/pool/CollateralPool.sol:CollateralPool", epochLength));
    }

    function defaultParams() internal pure returns (ICollateralPool.PoolParams memory) {
        return ICollateralPool.PoolParams({
            maxUtilisationBps: 9000,
            cooldown: 3 hours,
            maxLockDuration: 12 hours,
            claimDelay: 10 minutes,
            merchantDelay: 0,
            rewardEpochs: 24,
            drawWindow: 24 hours,
            drawLimit: 1e27,
            minStake: 1 ether
        });
    }

    function open(bytes8 tag, ICollateralPool.PoolParams memory params) internal returns (bytes32) {
        vm.prank(admin);
        return manager.createPool(tag, params);
    }

    /// @notice Id of a generation of the fixture's pool that is over.
    function closedPool(uint32 generation) internal view returns (bytes32) {
        return bytes32(abi.encodePacked(generation, bytes28(pool << 32)));
    }

    function stake(address account, uint256 amount) internal {
        send(account, address(manager), amount, pool);
    }

    function requestExit(address account, uint256 shares) internal returns (uint256 exitEpoch) {
        vm.prank(account);
        (exitEpoch,) = manager.requestExit(pool, shares);
    }

    function claimExit(address account, uint256 exitEpoch) internal returns (uint256) {
        uint256[] memory epochs = new uint256[](1);
        epochs[0] = exitEpoch;
        vm.prank(account);
        return manager.claimExit(pool, epochs, account);
    }

    /// @notice A lock of `amount` that can be claimed in one hour and ends in three, under an id of its own.
    function payment(uint256 amount) internal returns (ICollateralPool.Lock memory item) {
        item.paymentId = newPaymentId();
        item.pool = pool;
        item.merchant = merchant;
        item.amount = uint112(amount);
        item.settleBy = uint40(time() + 1 hours);
        item.expiresAt = uint40(time() + 3 hours);
        item.refHash = keccak256("order 17");
        item.quote = ICollateralManager.Quote("BTC", 150_000, 9_950, "USD", 350_000);
    }

    /// @notice Sends `amount` wei of new AMP into the pool as a reward of the rewarder's.
    function reward(bytes32 tag, uint256 amount) internal {
        give(rewarder, amount);
        vm.prank(rewarder);
        amp.transferByPartition(DEFAULT, rewarder, address(manager), amount, toPartition(pool), abi.encode(tag));
    }

    function lock(uint256 amount) internal returns (bytes32 paymentId) {
        ICollateralPool.Lock memory item = payment(amount);
        vm.prank(operator);
        manager.lock(item);
        return item.paymentId;
    }

    function info() internal view returns (ICollateralPool.PoolView memory) {
        return manager.poolInfo(pool);
    }

    function sharesOf(address account) internal view returns (uint256) {
        return manager.accountInfo(pool, account).shares;
    }
}
