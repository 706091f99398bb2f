// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAmp } from "../../amp/IAmp.sol";
import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { Vm } from "../../testing/Vm.sol";
import { HostileMerchant } from "../HostileMerchant.sol";
import { IWalletCollateral } from "../IWalletCollateral.sol";
import { WalletCollateral } from "../WalletCollateral.sol";
import { WalletFixture } from "../WalletFixture.sol";
import { GhostWallet } from "./GhostWallet.sol";
import { WalletReplay } from "./WalletReplay.sol";

/// @title  WalletHandlerBase
/// @notice Test only: two pools, their ghosts, the people around them, and what is looked at around every act.
abstract contract WalletHandlerBase is WalletFixture {
    uint256 public constant HOLDERS = 7; // the last is hostile
    uint256 public constant MERCHANTS = 4; // the last is hostile

    GhostWallet[2] public ghosts;
    WalletReplay public replay;
    bytes32[2] public pools;
    address[7] public holders;
    address[4] public merchants;
    HostileMerchant public hostile;

    mapping(bytes32 paymentId => bool) public used;
    mapping(bytes32 pool => mapping(uint256 kind => bool)) public paused; // enrolments, locks, draws
    mapping(address merchant => uint256) public since;
    mapping(bytes32 pool => mapping(address merchant => uint256)) public paid;
    uint256[2] public merchantDelay;

    uint256 public acts;
    uint256 public locksForTheYoung; // merchants that were not of age
    uint256 public drawsOverTheLimit;
    mapping(string deed => uint256) public done; // acts that had an effect

    constructor() {
        deployWallet();
        hostile = new HostileMerchant();
        replay = new WalletReplay(address(manager), address(amp));
        vm.recordLogs();
        for (uint256 i = 0; i < MERCHANTS; ++i) {
            merchants[i] = i == 3 ? address(hostile) : makeAddr(string.concat("merchant ", vm.toString(i)));
            register(merchants[i]);
            since[merchants[i]] = time();
        }
        pools[0] = open("CAUTIOUS", defaultParams());
        pools[1] = open("BOLD", defaultParams());
        for (uint256 p = 0; p < 2; ++p) {
            pool = pools[p];
            ghosts[p] = new GhostWallet();
            ghosts[p].limit(1e27, 24 hours, time());
            pause(false, false, false);
            for (uint256 i = 0; i < HOLDERS; ++i) {
                holders[i] = makeAddr(string.concat("holder ", vm.toString(i)));
                if (i + p == HOLDERS) continue; // one is in one pool only
                uint256 amount = 10 ** (6 + 3 * i) + i;
                give(holders[i], amount);
                if (p == 0) trust(holders[i]);
                enroll(holders[i], i == 3 ? 10 ** 14 : UNLIMITED);
                deposit(holders[i], amount);
                ghosts[p].enroll(holders[i], i == 3 ? 10 ** 14 : type(uint96).max);
                ghosts[p].deposit(holders[i], amount);
            }
        }
        vm.prank(holders[6]);
        amp.authorizeOperator(address(hostile));
        replay.take(vm.getRecordedLogs());
    }

    // ---------------------------------------------------------------- around every act

    function wallet() external view returns (WalletCollateral) {
        return manager;
    }

    function today() public view returns (uint256) {
        return manager.epochOf(time());
    }

    /// @dev Lets the act happen, replays its events, and compares what they end with with what the views then say.
    modifier act() {
        vm.recordLogs();
        _;
        settle();
        ++acts;
    }

    function settle() private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        replay.take(logs);
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter == address(manager)) requireTotals(logs[i].topics);
        }
    }

    /// @dev Not those of `HolderRolled`: a roll may have ended half way, while views look to the end.
    function requireTotals(bytes32[] memory topics) private {
        bytes32 topic = topics[0];
        if (
            topic == IWalletCollateral.SliceLocked.selector || topic == IWalletCollateral.SliceReleased.selector
                || topic == IWalletCollateral.SliceDrawn.selector
        ) {
            IWalletCollateral.Slice[] memory slices = manager.slicesOf(topics[1]);
            assertEq(abi.encode(slices), abi.encode(replay.slices(topics[1])), "slices");
            address holder = address(uint160(uint256(topics[2])));
            bytes32 where = manager.lockOf(topics[1]).pool;
            assertEq(manager.holderInfo(where, holder).locked, replay.holder(where, holder).locked, "locked");
            ++done["slice told"];
        } else if (
            topic == IWalletCollateral.LockReleased.selector || topic == IWalletCollateral.LockDrawn.selector
                || topic == IWalletCollateral.CollateralLocked.selector
        ) {
            assertEq(manager.lockOf(topics[1]).remaining, replay.payment(topics[1]).remaining, "remaining");
        } else if (
            topic == ICollateralManager.PayoutDeferred.selector || topic == ICollateralManager.DeferredPaid.selector
        ) {
            address account = address(uint160(uint256(topics[2])));
            (uint256 owed, uint256 all) = manager.deferredOf(topics[1], account);
            assertEq(owed, replay.owed(topics[1], account), "owed");
            assertEq(all, replay.kept(topics[1]), "kept");
        }
    }

    function pick(uint256 seed) internal returns (uint256 p, GhostWallet ghost) {
        p = seed % 2;
        pool = pools[p];
        return (p, ghosts[p]);
    }

    /// @dev Makes a call, which succeeds when nothing was foreseen, and fails with just that otherwise.
    function perform(address who, address callee, bytes memory input, bytes memory foreseen)
        internal
        returns (bool ok)
    {
        bytes memory answer;
        if (foreseen.length != 0) settle();
        vm.prank(who);
        (ok, answer) = callee.call(input);
        if (!ok) vm.getRecordedLogs(); // forge records also what a failed call has logged
        if (!ok || foreseen.length != 0) assertEq(answer, foreseen);
        assertEq(ok, foreseen.length == 0, "foreseen");
    }

    function perform(address who, bytes memory input, bytes memory foreseen) internal returns (bool) {
        return perform(who, address(manager), input, foreseen);
    }

    function moving(bytes32 from, address holder, address to, uint256 value, bytes32 destination)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodeCall(IAmp.transferByPartition, (from, holder, to, value, toPartition(destination), ""));
    }

    // ---------------------------------------------------------------- payments

    /// @dev Some payment of some pool that is still alive, perhaps a claimed one; `index` is beyond all when there is none.
    function alive(uint256 seed, bool claimed)
        internal
        returns (GhostWallet ghost, uint256 index, GhostWallet.Payment memory p)
    {
        for (uint256 k = 0; k < 2; ++k) {
            (, ghost) = pick(seed % 2 + k);
            uint256 count = ghost.count();
            for (uint256 i = 0; i < count && i < 16; ++i) {
                index = (seed / 2 % count + count - i) % count;
                p = ghost.payment(index);
                bool open_ = p.status == ICollateralManager.LockStatus.Open && !claimed;
                if ((open_ || p.status == ICollateralManager.LockStatus.Claimed) && time() < p.expiresAt) {
                    return (ghost, index, p);
                }
            }
        }
        return (ghost, type(uint256).max, p);
    }

    function matured(GhostWallet.Payment memory p) internal view returns (bool) {
        return p.status == ICollateralManager.LockStatus.Claimed && time() >= p.claimedAt + p.claimDelay;
    }

    /// @dev Draws, and sees to it that the merchant has got, or is owed, exactly this.
    function pay(GhostWallet ghost, uint256 index, GhostWallet.Payment memory p, uint256 amount, address by) internal {
        HostileMerchant.Mood mood = hostile.mood();
        bool refuses = p.merchant == address(hostile) && mood != HostileMerchant.Mood.Kind
            && mood != HostileMerchant.Mood.Calling;
        uint256 before = spendable(p.merchant);
        perform(by, abi.encodeCall(ICollateralManager.draw, (p.id, amount)), "");
        assertEq(spendable(p.merchant) - before, refuses ? 0 : amount, "paid");
        ghost.cut(index, amount, true);
        if (refuses) {
            ghost.keep(p.merchant, amount);
            ++done["deferral"];
        } else {
            paid[pool][p.merchant] += amount;
        }
        if (amount < p.left) ++done["part drawn"];
        if (p.merchant == address(hostile) && mood == HostileMerchant.Mood.Calling) ++done["nested call"];
    }

    /// @dev The error that a lock is to meet, worked out from the ghosts.
    function lockRefusal(IWalletCollateral.WalletLock memory item, uint256 p) internal view returns (bytes memory) {
        if (paused[item.pool][1]) return abi.encodeWithSelector(ICollateralManager.LocksPaused.selector, item.pool);
        if (used[item.paymentId]) {
            return abi.encodeWithSelector(ICollateralManager.PaymentIdUsed.selector, item.paymentId);
        }
        uint256 usable = since[item.merchant] + merchantDelay[p];
        if (since[item.merchant] == 0) {
            return abi.encodeWithSelector(ICollateralManager.MerchantNotRegistered.selector, item.merchant);
        }
        if (time() < usable) {
            return abi.encodeWithSelector(ICollateralManager.MerchantTooNew.selector, item.merchant, usable, time());
        }
        return ghosts[p].refusal(item.pool, item.slices, today());
    }

    function noteLocked(IWalletCollateral.WalletLock memory item, uint256 p) internal {
        uint256 claimDelay = manager.poolInfo(item.pool).params.claimDelay;
        ghosts[p].lock(item, claimDelay, (item.expiresAt + EPOCH - 1) / EPOCH);
        used[item.paymentId] = true;
        if (time() < since[item.merchant] + merchantDelay[p]) ++locksForTheYoung;
        ++done["lock"];
        if (item.slices.length > 1) ++done["lock of many slices"];
    }
}
