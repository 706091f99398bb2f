// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { CollateralPool } from "../pool/CollateralPool.sol";
import { ICollateralPool } from "../pool/ICollateralPool.sol";
import { PoolFixture } from "../pool/PoolFixture.sol";
import { Act, Header, Step, refusalSelector } from "./Trace.sol";

/// @title  Replayer
/// @notice Test only: does what a trace says to a real pool on a real Amp, and holds all that can be seen of the pool
///         after each step against what the model says.
abstract contract Replayer is PoolFixture {
    uint256 private constant BIRTH = 1_000_000_000; // before any run
    uint256 private constant ACCOUNTS = 8;
    uint256 private constant LEAST_STEPS = 60;
    bytes8 private constant TAG = "RUN";

    address[ACCOUNTS] private accounts;
    mapping(uint256 epochLength => CollateralPool) private managers;

    Header private run;
    uint256 private current; // generation

    /// @dev The contract and the model are not of one mind about `field` after this step (from 0 on) of this run.
    error Differs(uint256 run, uint256 step, Act act, string field, uint256 contractSays, uint256 modelSays);
    error UnexpectedFailure(uint256 run, uint256 step, Act act, bytes reason);

    // ---------------------------------------------------------------- what all runs share

    function deployManagers() internal {
        vm.warp(BIRTH);
        deployAmp();
        uint256[3] memory epochLengths = [uint256(60), 3600, 86400];
        for (uint256 i = 0; i < epochLengths.length; ++i) {
            manager = newManager(epochLengths[i]);
            managers[epochLengths[i]] = manager;
            giveRoles();
            register(merchant);
        }
        give(rewarder, type(uint104).max);
        for (uint256 i = 0; i < ACCOUNTS; ++i) {
            accounts[i] = makeAddr(string.concat("account ", vm.toString(i)));
            give(accounts[i], type(uint104).max);
        }
    }

    // ---------------------------------------------------------------- one run

    function replayTrace(bytes memory trace, uint256 number) internal returns (uint256 steps) {
        Step[] memory list;
        (run, list) = abi.decode(trace, (Header, Step[]));
        assertEq(run.number, number, "another run's trace");
        assertGe(list.length, LEAST_STEPS, "steps");
        manager = managers[run.epochLength];
        vm.warp(run.start);
        pool = open(TAG, terms());
        current = 1;
        for (uint256 i = 0; i < list.length; ++i) {
            Step memory step = list[i];
            vm.warp(step.time);
            (bool done, bytes memory answer) = perform(step);
            if (step.refusal == 0) requireAnswer(i, step, done, answer);
            else requireRefusal(i, step, done, answer);
            compareGeneration(i, step);
            compareAccount(i, step);
            compareItem(i, step);
        }
        return list.length;
    }

    function terms() private view returns (ICollateralPool.PoolParams memory) {
        return ICollateralPool.PoolParams({
            maxUtilisationBps: uint16(run.utilisation),
            cooldown: uint32(run.cooldown),
            maxLockDuration: uint32(run.maxLockDuration),
            claimDelay: uint32(run.claimDelay),
            merchantDelay: 0,
            rewardEpochs: uint16(run.rewardEpochs),
            drawWindow: uint32(run.drawWindow),
            drawLimit: uint96(run.drawLimit),
            minStake: uint88(run.minStake)
        });
    }

    // ---------------------------------------------------------------- acts

    function perform(Step memory step) private returns (bool, bytes memory) {
        bytes32 id = idOf(step.generation);
        if (step.act == Act.Look) return (true, "");
        if (step.act == Act.Stake) return send(step, accounts[step.account], "");
        if (step.act == Act.FundFees) return send(step, rewarder, abi.encode(bytes32("Fee")));
        if (step.act == Act.FundTopUps) return send(step, rewarder, abi.encode(bytes32("TopUp")));
        if (step.act == Act.Roll) return callAs(stranger, abi.encodeCall(manager.roll, (id, step.amount)));
        if (step.act == Act.SetTerms) return setTerms(step);
        if (step.act == Act.Lock) return callAs(operator, abi.encodeCall(manager.lock, (lockOf(step, id))));
        if (step.act == Act.Release) {
            return callAs(operator, abi.encodeCall(manager.release, (paymentId(step.item), step.amount)));
        }
        if (step.act == Act.Draw) {
            return callAs(operator, abi.encodeCall(manager.draw, (paymentId(step.item), step.amount)));
        }
        return callAs(accounts[step.account], stakerCall(step, id));
    }

    function stakerCall(Step memory step, bytes32 id) private view returns (bytes memory) {
        address account = accounts[step.account];
        uint256[] memory epochs = new uint256[](1);
        epochs[0] = step.item;
        bytes32[] memory ids = new bytes32[](1);
        ids[0] = id;
        if (step.act == Act.RequestExit) return abi.encodeCall(manager.requestExit, (id, step.amount));
        if (step.act == Act.CancelExit) return abi.encodeCall(manager.cancelExit, (id, step.item));
        if (step.act == Act.ClaimExit) return abi.encodeCall(manager.claimExit, (id, epochs, account));
        if (step.act == Act.Restake) return abi.encodeCall(manager.switchPool, (id, epochs, pool));
        if (step.act == Act.ClaimRewards) return abi.encodeCall(manager.claimRewards, (ids, account));
        return abi.encodeCall(manager.compound, (id));
    }

    function callAs(address caller, bytes memory data) private returns (bool, bytes memory) {
        vm.prank(caller);
        return address(manager).call(data);
    }

    function send(Step memory step, address from, bytes memory tag) private returns (bool done, bytes memory answer) {
        bytes memory data = toPartition(pool);
        vm.prank(from);
        (done, answer) = address(amp).call(
            abi.encodeCall(amp.transferByPartition, (DEFAULT, from, address(manager), step.amount, data, tag))
        );
        if (done) answer = "";
    }

    function setTerms(Step memory step) private returns (bool, bytes memory) {
        run.utilisation = step.amount;
        run.cooldown = step.item;
        run.rewardEpochs = step.expiresAt;
        return callAs(admin, abi.encodeCall(manager.setParams, (pool, terms())));
    }

    function lockOf(Step memory step, bytes32 id) private view returns (ICollateralPool.Lock memory item) {
        item.paymentId = paymentId(step.item);
        item.pool = id;
        item.merchant = merchant;
        item.amount = uint112(step.amount);
        item.settleBy = uint40(step.expiresAt - run.claimDelay - 1);
        item.expiresAt = uint40(step.expiresAt);
    }

    function paymentId(uint256 number) private pure returns (bytes32) {
        return bytes32(number);
    }

    /// @dev A generation that is over goes by its number in place of the prefix.
    function idOf(uint256 generation) private view returns (bytes32) {
        if (generation == current) return pool;
        return bytes32(bytes4(uint32(generation))) | ((pool << 32) >> 32);
    }

    // ---------------------------------------------------------------- what came of it

    function requireAnswer(uint256 i, Step memory step, bool done, bytes memory answer) private {
        if (!done) revert UnexpectedFailure(run.number, i, step.act, answer);
        if (step.act == Act.Draw && step.closed && step.generation == current) ++current;
        if (step.act == Act.CancelExit || step.act == Act.ClaimExit) {
            same(i, step, "answer", abi.decode(answer, (uint256)), step.first);
        } else if (answer.length == 64) {
            (uint256 first, uint256 second) = abi.decode(answer, (uint256, uint256));
            same(i, step, "first answer", first, step.first);
            same(i, step, "second answer", second, step.second);
        }
    }

    function requireRefusal(uint256 i, Step memory step, bool done, bytes memory answer) private view {
        bytes4 expected = refusalSelector(step.refusal);
        if (done) revert Differs(run.number, i, step.act, "refusal", 0, uint32(expected));
        same(i, step, "refusal", uint32(bytes4(answer)), uint32(expected));
    }

    function compareGeneration(uint256 i, Step memory step) private view {
        ICollateralPool.PoolView memory v = manager.poolInfo(idOf(step.generation));
        same(i, step, "generation", v.generation, step.generation);
        same(i, step, "closed", v.closed ? 1 : 0, step.closed ? 1 : 0);
        same(i, step, "assets", v.assets, step.assets);
        same(i, step, "shares", v.shares, step.shares);
        same(i, step, "pendingShares", v.pendingShares, step.pendingShares);
        same(i, step, "locked", v.locked, step.locked);
        same(i, step, "exitReserve", v.exitReserve, step.exitReserve);
        same(i, step, "unallocated", v.unallocated, step.unallocated);
        same(i, step, "rewardReserve", v.rewardReserve, step.rewardReserve);
        same(i, step, "feesLeft", v.feesLeft, step.feesLeft);
        same(i, step, "topUpsLeft", v.topUpsLeft, step.topUpsLeft);
        same(i, step, "rewardSecondsLeft", v.rewardSecondsLeft, step.secondsLeft);
        same(i, step, "capacity", v.capacity, step.capacity);
        same(i, step, "latestLockEnd", v.latestLockEnd, step.latestLockEnd);
        same(i, step, "drawnInWindow", v.drawnInWindow, step.drawnInWindow);
        same(i, step, "balance", amp.balanceOfByPartition(pool, address(manager)), step.balance);
    }

    function compareAccount(uint256 i, Step memory step) private view {
        ICollateralPool.AccountView memory v = manager.accountInfo(idOf(step.generation), accounts[step.account]);
        same(i, step, "account's shares", v.shares, step.accountShares);
        same(i, step, "account's assets", v.assets, step.accountAssets);
        same(i, step, "account's fees", v.fees, step.fees);
        same(i, step, "account's top-ups", v.topUps, step.topUps);
    }

    function compareItem(uint256 i, Step memory step) private view {
        if (step.act == Act.Lock || step.act == Act.Release || step.act == Act.Draw) {
            same(i, step, "remaining", manager.lockOf(paymentId(step.item)).remaining, step.lockRemaining);
        } else if (step.act >= Act.RequestExit && step.act <= Act.Restake) {
            uint256 epoch = step.act == Act.RequestExit ? step.first : step.item;
            ICollateralPool.TicketView memory v =
                manager.ticketOf(idOf(step.generation), accounts[step.account], epoch);
            same(i, step, "ticket's shares", v.shares, step.ticketShares);
            same(i, step, "ticket's assets", v.assets, step.ticketAssets);
        }
    }

    function same(uint256 i, Step memory step, string memory field, uint256 contractSays, uint256 modelSays)
        private
        view
    {
        if (contractSays != modelSays) revert Differs(run.number, i, step.act, field, contractSays, modelSays);
    }
}
