// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ERC1820_REGISTRY } from "../amp/IERC1820Registry.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { AmpFixture } from "../testing/AmpFixture.sol";
import { IWalletCollateral } from "./IWalletCollateral.sol";
import { WalletCollateral } from "./WalletCollateral.sol";

/// @dev One more of forge's cheatcodes.
interface ArtifactVm {
    function deployCode(string calldata artifact, bytes calldata constructorArgs) external returns (address);
}

/// @title  WalletFixture
/// @notice A manager with one open pool, its roles given out, one merchant registered, three wallets with 1000 AMP each.
/// @dev    Time starts two seconds into an epoch, so that "the next epoch" and "in an hour" are not the same.
abstract contract WalletFixture is AmpFixture {
    uint256 internal constant EPOCH = 1 hours;
    uint256 internal constant START = 1_000_000 * EPOCH + 2;
    uint48 internal constant ADMIN_DELAY = 2 days;
    uint256 internal constant UNLIMITED = type(uint256).max;

    WalletCollateral internal manager;
    bytes32 internal pool;

    address internal admin = makeAddr("admin");
    address internal operator = makeAddr("operator");
    address internal registrar = makeAddr("registrar");
    address internal guardian = makeAddr("guardian");
    address internal merchant = makeAddr("merchant");
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");
    address internal carol = makeAddr("carol");
    address internal stranger = makeAddr("stranger");

    uint256 private _paymentIds;

    function deployWallet() internal {
        vm.warp(START);
        deployAmp();
        manager = newManager(EPOCH);
        vm.label(address(manager), "WalletCollateral");
        giveRoles();
        pool = open("MAIN", defaultParams());
        register(merchant);
        give(alice, 1000 ether);
        give(bob, 1000 ether);
        give(carol, 1000 ether);
    }

    /// @dev To the manager that `manager` is at that moment.
    function giveRoles() internal {
        bytes32[3] memory roles = [manager.OPERATOR_ROLE(), manager.REGISTRAR_ROLE(), manager.GUARDIAN_ROLE()];
        address[3] memory holders = [operator, registrar, guardian];
        for (uint256 i = 0; i < 3; ++i) {
            vm.prank(admin);
            manager.grantRole(roles[i], holders[i]);
        }
    }

    /// @dev By its artifact: with the code of the manager inside every test contract, all of them compile for minutes.
    function newManager(uint256 epochLength) internal returns (WalletCollateral) {
        bytes memory args = abi.encode(admin, ADMIN_DELAY, address(amp), epochLength);
        return WalletCollateral(
            ArtifactVm(address(vm)).deployCode("contracts/wallet/WalletCollateral.sol:WalletCollateral", args)
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

    function register(address account) internal {
        vm.prank(registrar);
        manager.setMerchant(account, true);
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
        item.paymentId = keccak256(abi.encode("payment", ++_paymentIds));
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

    function release(bytes32 paymentId, uint256 amount) internal {
        vm.prank(operator);
        manager.release(paymentId, amount);
    }

    function draw(bytes32 paymentId, uint256 amount) internal {
        vm.prank(operator);
        manager.draw(paymentId, amount);
    }

    // ---------------------------------------------------------------- time, tokens

    function time() internal view returns (uint256) {
        return vm.getBlockTimestamp();
    }

    function skipTo(uint256 timestamp) internal {
        skipTime(timestamp - time());
    }

    /// @notice Wei of AMP that `account` can spend.
    function spendable(address account) internal view returns (uint256) {
        return amp.balanceOfByPartition(DEFAULT, account);
    }

    /// @notice Wei that the manager itself keeps for the fixture's pool.
    function custody() internal view returns (uint256) {
        return amp.balanceOfByPartition(poolPartition(bytes8(pool << 32), address(manager)), address(manager));
    }
}
