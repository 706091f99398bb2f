// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAmp } from "../../amp/IAmp.sol";
import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { HostileRecipient } from "../HostileRecipient.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { GhostPool } from "./GhostPool.sol";
import { PoolHandlerBase } from "./PoolHandlerBase.sol";

/// @title  HostileActs
/// @notice Test only: what nobody should get away with. What goes through is counted, for the invariants to fail.
abstract contract HostileActs is PoolHandlerBase {
    // ---------------------------------------------------------------- moods

    function changesMood(uint256 who, uint256 mood, uint256 size) external act(false) {
        bool staker = who % 2 == 0;
        HostileRecipient account = HostileRecipient(staker ? stakers[PLAIN + (who / 2) % 2] : merchants[4 + (who / 2) % 2]);
        // Whoever stakes decides for itself how much gas it burns.
        HostileRecipient.Mood[5] memory moods = [
            HostileRecipient.Mood.Calm,
            HostileRecipient.Mood.Refuse,
            HostileRecipient.Mood.Flood,
            HostileRecipient.Mood.BurnGas,
            HostileRecipient.Mood.FloodAndRefuse
        ];
        account.become(moods[mood % (staker ? 3 : 5)], staker || size % 2 == 0 ? 100_000 : 4_000_000);
        ++done["mood"];
    }

    // ---------------------------------------------------------------- from within a hook

    /// @dev The merchant that holds every role is paid, and makes a call of its choice from within: nothing but the guard
    ///      is in its way. It looks at the pool, too: what it sees is what then is.
    function reEnters(uint256 where, uint256 choice) external act(true) {
        (, GhostPool ghost) = pick(where);
        HostileRecipient insider = HostileRecipient(merchants[5]);
        ICollateralPool.PoolView memory v = manager.poolInfo(pool);
        if (v.free < 2 || v.pauses.locks || v.pauses.draws || since[address(insider)] == 0) return;
        if (time() < since[address(insider)] + v.params.merchantDelay) return;
        ICollateralPool.Lock memory item = payment(2);
        item.merchant = address(insider);
        item.expiresAt = item.settleBy = uint40(time() + 1);
        item.expiresAt += uint40(v.params.claimDelay + 1);
        vm.prank(operator);
        manager.lock(item);
        ghost.lock(item.paymentId, 2, item.expiresAt, (item.expiresAt + EPOCH - 1) / EPOCH);
        paymentIds.push(item.paymentId);
        ghostOf[item.paymentId] = ghost;
        if (ghost.drawnInWindow() + 1 > v.params.drawLimit) return;

        uint256 succeeded = insider.succeeded();
        uint256 tried = insider.tried();
        (address callee, bytes memory input) = intrusion(choice, address(insider), item);
        insider.plan(callee, input);
        insider.look(address(manager), abi.encodeCall(ICollateralPool.poolInfo, (pool)));
        bytes32 id = pool;
        pay(item.paymentId, 1, operator, 0);
        assertEq(insider.tried(), tried + 1, "it tried");
        if (insider.succeeded() != succeeded) ++intrusions;
        if (insider.seen() != keccak256(abi.encode(manager.poolInfo(id)))) ++intrusions;
        insider.look(address(0), "");
        insider.become(HostileRecipient.Mood.Calm, 0);
        ++done["re-entry"];
    }

    /// @dev Every function that changes anything, and the two ways to move tokens.
    function intrusion(uint256 choice, address by, ICollateralPool.Lock memory item)
        private
        view
        returns (address, bytes memory)
    {
        address m = address(manager);
        bytes32 id = item.paymentId;
        choice %= 18;
        if (choice == 0) return (address(amp), transferOf(pool, m, by, 1, DEFAULT));
        if (choice == 1) return (address(amp), transferOf(DEFAULT, by, m, 1e18, pool));
        if (choice == 2) return (m, abi.encodeCall(ICollateralPool.requestExit, (pool, 1)));
        if (choice == 3) return (m, abi.encodeCall(ICollateralPool.cancelExit, (pool, now_() + 1)));
        if (choice == 4) return (m, abi.encodeCall(ICollateralPool.claimExit, (pool, new uint256[](1), by)));
        if (choice == 5) return (m, abi.encodeCall(ICollateralPool.switchPool, (pool, new uint256[](1), pool)));
        if (choice == 6) return (m, abi.encodeCall(ICollateralPool.claimRewards, (new bytes32[](0), by)));
        if (choice == 7) return (m, abi.encodeCall(ICollateralPool.compound, (pool)));
        if (choice == 8) return (m, abi.encodeCall(ICollateralPool.roll, (pool, 1)));
        if (choice == 9) return (m, abi.encodeCall(ICollateralPool.lock, (item)));
        if (choice == 10) return (m, abi.encodeCall(ICollateralPool.lockBatch, (new ICollateralPool.Lock[](0))));
        if (choice == 11) return (m, abi.encodeCall(ICollateralManager.release, (id, 1)));
        if (choice == 12) return (m, abi.encodeCall(ICollateralManager.releaseBatch, (new bytes32[](0))));
        if (choice == 13) return (m, abi.encodeCall(ICollateralManager.claimPayment, (id)));
        if (choice == 14) return (m, abi.encodeCall(ICollateralManager.draw, (id, 1)));
        if (choice == 15) return (m, abi.encodeCall(ICollateralManager.withdrawDeferred, (pool, by)));
        if (choice == 16) {
            return (m, abi.encodeCall(ICollateralManager.setPauses, (pool, ICollateralManager.Pauses(true, true, true))));
        }
        return (m, abi.encodeCall(ICollateralManager.setMerchant, (stranger, true)));
    }

    function transferOf(bytes32 from, address owner, address to, uint256 value, bytes32 destination)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodeCall(IAmp.transferByPartition, (from, owner, to, value, toPartition(destination), ""));
    }

    /// @dev A staker whose hook stakes once more before its first stake arrives: two stakes, one after the other.
    function stakesWithin(uint256 where, uint256 inner, uint256 outer) external act(false) {
        (, GhostPool ghost) = pick(where);
        HostileRecipient account = HostileRecipient(stakers[PLAIN]);
        if (manager.poolInfo(pool).pauses.stakes) return;
        (inner, outer) = (bound(inner, 1e21, 1e24), bound(outer, 1e21, 1e24));
        if (ghost.minted(inner) < 1e6 || ghost.minted(outer) < 1e6) return;
        if (ghost.shares() + 3 * (ghost.minted(inner) + ghost.minted(outer)) > type(uint128).max) return;
        uint256 succeeded = account.succeeded();
        account.planWhenSending(address(amp), transferOf(DEFAULT, address(account), address(manager), inner, pool));
        stake(address(account), outer);
        amountIn[pool] += inner + outer;
        ghost.stake(address(account), inner);
        ghost.stake(address(account), outer);
        assertEq(account.succeeded(), succeeded + 1, "inner stake");
        account.become(HostileRecipient.Mood.Calm, 0);
        ++done["stake within"];
    }

    // ---------------------------------------------------------------- strangers

    /// @dev Inflows that mean nothing, or are nothing.
    function strays(uint256 where, uint256 kind, uint256 amount) external act(false) {
        pick(where);
        amount = bound(amount, 1e6, 1e27);
        bytes32 to = pool;
        bytes memory operatorData;
        kind %= 8;
        if (kind == 0) amount = 0;
        else if (kind == 1) to = poolPartition("NOBODY", address(manager));
        else if (kind == 2) to = DEFAULT;
        else if (kind == 3) operatorData = abi.encode(bytes32("Fee")); // a stranger is no rewarder
        else if (kind == 4) operatorData = abi.encode(bytes32("Gift"));
        else if (kind == 5) operatorData = "Fee";
        else if (kind == 6) to = bytes32(bytes4(uint32(1))) | ((pool << 32) >> 32);
        else operatorData = abi.encode(bytes32("TopUp"), amount);
        vm.prank(stranger);
        (bool ok,) = address(amp).call(
            abi.encodeCall(
                IAmp.transferByPartition,
                (DEFAULT, stranger, address(manager), amount, toPartition(to), operatorData)
            )
        );
        forget();
        if (ok) ++straysTaken;
        ++done["stray"];
    }

    /// @dev Transfers of the manager's tokens by anyone, with whatever along; announced by nobody.
    function triesToDrain(uint256 where, uint256 who, uint256 value, uint256 kind, bytes calldata operatorData)
        external
        act(false)
    {
        pick(where);
        address[5] memory callers = [stranger, stakers[who % 8], merchants[who % 6], operator, admin];
        address caller = callers[who % 5];
        uint256 held = amp.balanceOfByPartition(pool, address(manager));
        value = value % 4 == 0 ? 0 : bound(value, 0, held);
        address[3] memory receivers = [caller, address(manager), merchants[who % 4]];
        bytes memory data = kind % 3 == 0 ? bytes("") : toPartition(kind % 3 == 1 ? DEFAULT : pools[kind % 2]);
        vm.prank(caller);
        (bool ok,) = address(amp).call(
            abi.encodeCall(
                IAmp.transferByPartition,
                (pool, address(manager), receivers[kind % 3], value, data, operatorData)
            )
        );
        forget();
        if (ok) ++drains;
        ++done["drain"];
    }

    /// @dev What needs a role, by somebody without one.
    function usurps(uint256 where, uint256 who, uint256 choice) external act(false) {
        pick(where);
        address by = who % 2 == 0 ? stranger : stakers[(who / 2) % 8];
        ICollateralPool.Lock[] memory items = new ICollateralPool.Lock[](1);
        items[0] = payment(1);
        ICollateralPool.PoolParams memory params = manager.poolInfo(pool).params;
        ICollateralManager.Pauses memory none;
        bytes32 id = paymentIds.length == 0 ? bytes32(0) : paymentIds[choice % paymentIds.length];
        bytes memory input;
        choice %= 8;
        if (choice == 0) input = abi.encodeCall(ICollateralPool.lock, (items[0]));
        else if (choice == 1) input = abi.encodeCall(ICollateralPool.lockBatch, (items));
        else if (choice == 2) input = abi.encodeCall(ICollateralPool.setParams, (pool, params));
        else if (choice == 3) input = abi.encodeCall(ICollateralManager.setPauses, (pool, none));
        else if (choice == 4) input = abi.encodeCall(ICollateralManager.setMerchant, (by, true));
        else if (choice == 5) input = abi.encodeCall(ICollateralManager.release, (id, 1));
        else if (choice == 6) input = abi.encodeCall(ICollateralManager.claimPayment, (id));
        else input = abi.encodeCall(ICollateralPool.createPool, ("STOLEN", params));
        vm.prank(by);
        (bool ok,) = address(manager).call(input);
        forget();
        if (ok) ++usurpations;
        ++done["usurpation"];
    }
}
