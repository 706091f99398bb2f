// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAmp } from "../../amp/IAmp.sol";
import { Partition } from "../../amp/Partition.sol";
import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { GhostPool } from "./GhostPool.sol";
import { PoolInvariantBase } from "./PoolInvariantBase.sol";

/// @title  PoolFutures
/// @notice Test only: what an invariant needs to let a pool go on by itself; forge forgets it afterwards.
abstract contract PoolFutures is PoolInvariantBase {
    address internal newcomer = makeAddr("newcomer");
    address internal operator = makeAddr("operator");
    address internal rewarder = makeAddr("rewarder");
    address internal stranger = makeAddr("stranger");
    address internal merchant; // one that takes what it is paid
    bytes32 internal pool;
    GhostPool internal ghost;
    uint256 private _payments;

    function setUp() public {
        begin(false);
        merchant = handler.merchants(0);
    }

    /// @dev Opens the pool to everything, so that what follows is a matter of the pool alone.
    function open(uint256 i) internal {
        ghost = handler.ghosts(handler.current(i));
        ghost.roll(today());
        pool = ghost.pool();
        ICollateralPool.PoolParams memory p = manager.poolInfo(pool).params;
        (p.maxUtilisationBps, p.maxLockDuration, p.claimDelay) = (10_000, 12 hours, 10 minutes);
        (p.merchantDelay, p.drawWindow, p.drawLimit, p.minStake) = (0, 1 hours, type(uint96).max, 1e6);
        setParams(p);
        pause(false, false, false);
        vm.prank(makeAddr("registrar"));
        manager.setMerchant(merchant, true);
    }

    function setParams(ICollateralPool.PoolParams memory p) internal {
        vm.prank(manager.defaultAdmin());
        manager.setParams(pool, p);
    }

    function pause(bool stakes, bool locks, bool draws) internal {
        vm.prank(manager.defaultAdmin());
        manager.setPauses(pool, ICollateralManager.Pauses(stakes, locks, draws));
    }

    /// @dev By a staker of the handler's, which has plenty.
    function give(address account, uint256 amount) internal {
        IAmp amp = manager.amp();
        vm.prank(stranger);
        amp.transferByPartition(Partition.DEFAULT, stranger, account, amount, "", "");
    }

    function inflow(address from, uint256 amount, bytes memory operatorData) internal {
        IAmp amp = manager.amp();
        vm.prank(from);
        amp.transferByPartition(
            Partition.DEFAULT, from, address(manager), amount, Partition.flagged(pool), operatorData
        );
    }

    /// @dev Whether a stake would be worth making: not so where a wei is too many shares or too few.
    function takes(uint256 amount) internal view returns (bool) {
        uint256 minted = ghost.minted(amount);
        return minted >= 1e6 && ghost.shares() + 2 * minted <= type(uint128).max;
    }

    function item(uint256 amount) internal returns (ICollateralPool.Lock memory l) {
        uint256 nowAt = vm.getBlockTimestamp();
        l.paymentId = keccak256(abi.encode("future", ++_payments));
        (l.pool, l.merchant, l.amount) = (pool, merchant, uint112(amount));
        (l.settleBy, l.expiresAt) = (uint40(nowAt + 60), uint40(nowAt + 3 hours));
    }

    function lock(uint256 amount) internal returns (bytes32) {
        ICollateralPool.Lock memory l = item(amount);
        vm.prank(operator);
        manager.lock(l);
        return l.paymentId;
    }

    function draw(bytes32 id, uint256 amount) internal {
        vm.prank(operator);
        manager.draw(id, amount);
    }

    function release(bytes32 id, uint256 amount) internal {
        vm.prank(operator);
        manager.release(id, amount);
    }

    function requestAll(address account) internal returns (uint256 epoch) {
        uint256 shares = manager.accountInfo(pool, account).shares;
        vm.prank(account);
        (epoch,) = manager.requestExit(pool, shares);
    }

    function claimExit(address account, uint256 epoch) internal returns (uint256) {
        vm.prank(account);
        return manager.claimExit(pool, one(epoch), account);
    }

    function one(uint256 epoch) internal pure returns (uint256[] memory epochs) {
        epochs = new uint256[](1);
        epochs[0] = epoch;
    }

    /// @dev The id under which a generation goes on when it is over.
    function closedId(GhostPool g) internal view returns (bytes32) {
        return bytes32(bytes4(uint32(g.generation()))) | ((handler.pools(g.which()) << 32) >> 32);
    }

    /// @dev All that can be seen of the pool that was opened, of its next generation too if there is one.
    function whole(bytes32 id) internal view returns (bytes32 hash) {
        bytes32 next = closedId(ghost);
        hash = keccak256(
            abi.encode(manager.poolInfo(pool), manager.poolInfo(next), manager.lockOf(id), balanceOf(pool))
        );
        for (uint256 k = 0; k < 8; ++k) {
            address account = handler.stakers(k);
            hash = keccak256(
                abi.encode(hash, manager.accountInfo(pool, account), manager.accountInfo(next, account))
            );
        }
        for (uint256 k = 0; k < ghost.ticketCount(); ++k) {
            (address account, uint256 epoch,,) = ghost.tickets(k);
            hash = keccak256(
                abi.encode(hash, manager.ticketOf(pool, account, epoch), manager.ticketOf(next, account, epoch))
            );
        }
    }
}
