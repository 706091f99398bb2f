// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ERC1820_REGISTRY } from "../amp/IERC1820Registry.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { ManagerFixture } from "../manager/ManagerFixture.sol";
import { PaymentLocks } from "../manager/PaymentLocks.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletCollateral } from "./WalletCollateral.sol";

/// @title  WalletFixture
/// @notice A manager with one open pool, its roles given out, one merchant registered, three wallets with 1000 AMP each.
abstract contract WalletFixture is ManagerFixture {
    uint256 internal constant UNLIMITED = type(uint256).max;

    WalletCollateral internal manager;

    function deployWallet() internal {
        vm.warp(START);
        deployAmp();
        manager = newManager(EPOCH);
        vm.label(address(manager), "WalletCollateral");
        giveRoles();
        pool = open("MAIN", defaultParams());
        populate();
    }

    function underTest() internal view override returns (PaymentLocks) {
        return manager;
    }

    function newManager(uint256 epochLength) internal returns (WalletCollateral) {
        return WalletCollateral(
            deployManager("contracts/wallet/WalletCollateral.sol:WalletCollateral", epochLength)
        );
    }

    function defaultParams() internal pure returns (IWalletCollateral.WalletParams memory) {
        return IWalletCollateral.WalletParams({
            maxLockDuration: 12 hours, claimDelay: 10 minutes, merchantDelay: 0, drawWindow: 24 hours, drawLimit: 1e27
        });
    }

    function open(bytes8 tag, IWalletCollateral.WalletParams memory params) internal returns (bytes32) {
        vm.prank(admin);
        return manager.createPool(tag, params);
    }

    function pause(bool stakes, bool locks, bool draws) internal {
        vm.prank(guardian);
        manager.setPauses(pool, ICollateralManager.Pauses(stakes, locks, draws));
    }

    // ---------------------------------------------------------------- holders

    /// @notice Lets the manager speak for `account` in ERC-1820.
    function trust(address account) internal {
        vm.prank(account);
        ERC1820_REGISTRY.setManager(account, address(manager));
    }

    function enroll(address account, uint256 maxExposure) internal {
        vm.prank(account);
        manager.enroll(pool, maxExposure);
    }

    function unenroll(address account) internal {
        vm.prank(account);
        manager.unenroll(pool);
    }

    /// @notice Moves tokens of `account` into the pool's partition, at its own address.
    function deposit(address account, uint256 amount) internal {
        send(account, account, amount, pool);
    }

    /// @notice Moves tokens of `account` back out of it.
    function exit(address account, uint256 amount) internal {
        vm.prank(account);
        amp.transferByPartition(pool, account, account, amount, toPartition(DEFAULT), "");
    }

    /// @notice All that a wallet needs before it can be locked: trust, enrolment without a limit, a deposit.
    function join(address account, uint256 amount) internal {
        trust(account);
        enroll(account, UNLIMITED);
        deposit(account, amount);
    }

    function info(address account) internal view returns (IWalletCollateral.HolderView memory) {
        return manager.holderInfo(pool, account);
    }

    function lockedOf(address account) internal view returns (uint256) {
        return info(account).locked;
    }

    // ---------------------------------------------------------------- locks

    function slice(address holder, uint256 amount) internal pure returns (IWalletCollateral.Slice memory) {
        return IWalletCollateral.Slice(holder, uint96(amount));
    }

    /// @notice A lock that can be claimed in one hour and ends in three, under an id of its own.
    function payment(IWalletCollateral.Slice[] memory slices)
        internal
        returns (IWalletCollateral.WalletLock memory item)
    {
        item.paymentId = newPaymentId();
        item.pool = pool;
        item.merchant = merchant;
        item.settleBy = uint40(time() + 1 hours);
        item.expiresAt = uint40(time() + 3 hours);
        item.refHash = keccak256("order 17");
        item.slices = slices;
        item.quote = ICollateralManager.Quote("BTC", 150_000, 9_950, "USD", 350_000);
    }

    function payment(address holder, uint256 amount) internal returns (IWalletCollateral.WalletLock memory) {
        IWalletCollateral.Slice[] memory slices = new IWalletCollateral.Slice[](1);
        slices[0] = slice(holder, amount);
        return payment(slices);
    }

    function payment(address first, uint256 amount, address second, uint256 more)
        internal
        returns (IWalletCollateral.WalletLock memory)
    {
        IWalletCollateral.Slice[] memory slices = new IWalletCollateral.Slice[](2);
        (slices[0], slices[1]) = (slice(first, amount), slice(second, more));
        return payment(slices);
    }

    function lockItem(IWalletCollateral.WalletLock memory item) internal returns (bytes32 paymentId) {
        vm.prank(operator);
        manager.lock(item);
        return item.paymentId;
    }

    function lock(address holder, uint256 amount) internal returns (bytes32 paymentId) {
        return lockItem(payment(holder, amount));
    }

    /// @notice Wei that the manager itself keeps for the fixture's pool.
    function custody() internal view returns (uint256) {
        return amp.balanceOfByPartition(poolPartition(bytes8(pool << 32), address(manager)), address(manager));
    }
}
