// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { AmpFixture } from "../testing/AmpFixture.sol";
import { CollateralPool } from "./CollateralPool.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { ICollateralPool } from "./ICollateralPool.sol";

/// @dev One more of forge's cheatcodes.
interface ArtifactVm {
    function deployCode(string calldata artifact, bytes calldata constructorArgs) external returns (address);
}

/// @title  PoolFixture
/// @notice A manager with one open pool, its roles given out, one merchant registered, three stakers with AMP.
/// @dev    Time starts two seconds into an epoch, so that "the next epoch" and "in an hour" are not the same.
abstract contract PoolFixture is AmpFixture {
    uint256 internal constant EPOCH = 1 hours;
    uint256 internal constant START = 1_000_000 * EPOCH + 2;
    uint48 internal constant ADMIN_DELAY = 2 days;

    CollateralPool internal manager;
    bytes32 internal pool;

    address internal admin = makeAddr("admin");
    address internal operator = makeAddr("operator");
    address internal registrar = makeAddr("registrar");
    address internal guardian = makeAddr("guardian");
    address internal rewarder = makeAddr("rewarder");
    address internal merchant = makeAddr("merchant");
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");
    address internal carol = makeAddr("carol");
    address internal stranger = makeAddr("stranger");

    uint256 private _paymentIds;

    function deployPool() internal {
        vm.warp(START);
        deployAmp();
        manager = newManager(EPOCH);
        vm.label(address(manager), "CollateralPool");
        giveRoles();
        pool = open("MAIN", defaultParams());
        register(merchant);
        give(alice, 1000 ether);
        give(bob, 1000 ether);
        give(carol, 1000 ether);
    }

    /// @dev To the manager that `manager` is at that moment.
    function giveRoles() internal {
        bytes32[4] memory roles = [
            manager.OPERATOR_ROLE(), manager.REGISTRAR_ROLE(), manager.GUARDIAN_ROLE(), manager.REWARDER_ROLE()
        ];
        address[4] memory holders = [operator, registrar, guardian, rewarder];
        for (uint256 i = 0; i < 4; ++i) {
            vm.prank(admin);
            manager.grantRole(roles[i], holders[i]);
        }
    }

    /// @dev By its artifact: with the code of the manager inside every test contract, all of them compile for minutes.
    function newManager(uint256 epochLength) internal returns (CollateralPool) {
        bytes memory args = abi.encode(admin, ADMIN_DELAY, address(amp), epochLength);
        return CollateralPool(
            ArtifactVm(address(vm)).deployCode("contracts/pool/CollateralPool.sol:CollateralPool", args)
        );
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

    function register(address account) internal {
        vm.prank(registrar);
        manager.setMerchant(account, true);
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
        item.paymentId = keccak256(abi.encode("payment", ++_paymentIds));
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

    function release(bytes32 paymentId, uint256 amount) internal {
        vm.prank(operator);
        manager.release(paymentId, amount);
    }

    function draw(bytes32 paymentId, uint256 amount) internal {
        vm.prank(operator);
        manager.draw(paymentId, amount);
    }

    function time() internal view returns (uint256) {
        return vm.getBlockTimestamp();
    }

    function skipTo(uint256 timestamp) internal {
        skipTime(timestamp - time());
    }

    function info() internal view returns (ICollateralPool.PoolView memory) {
        return manager.poolInfo(pool);
    }

    function sharesOf(address account) internal view returns (uint256) {
        return manager.accountInfo(pool, account).shares;
    }

    /// @notice Wei of AMP that `account` can spend.
    function spendable(address account) internal view returns (uint256) {
        return amp.balanceOfByPartition(DEFAULT, account);
    }
}
