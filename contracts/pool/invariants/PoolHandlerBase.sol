// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { Vm } from "../../testing/Vm.sol";
import { HostileRecipient } from "../HostileRecipient.sol";
import { ICollateralPool } from "../ICollateralPool.sol";
import { PoolFixture } from "../PoolFixture.sol";
import { PostTotals } from "../PostTotals.sol";
import { EventReplayer } from "./EventReplayer.sol";
import { GhostPool } from "./GhostPool.sol";
import { PoolHarness } from "./PoolHarness.sol";

/// @title  PoolHandlerBase
/// @notice Test only: two pools with all their generations, their ghosts, the people around them, and what is looked at
///         around every act.
abstract contract PoolHandlerBase is PoolFixture, PostTotals {
    uint256 internal constant WEALTH = 1e30;
    uint256 internal constant EARLY = 450_000 * EPOCH + 2; // so that there is time for ages
    uint256 internal constant PLAIN = 6; // of the stakers; the others are contracts

    PoolHarness public harness;
    EventReplayer public replayer;
    GhostPool[] public ghosts; // every generation of both pools
    uint256[2] public current; // place of the one in force
    bytes32[2] public pools;
    address[8] public stakers;
    address[6] public merchants; // the last two are contracts, the very last holds every role
    mapping(address merchant => uint256) public since;
    uint256[2] public longestLock; // seconds, of all parameters that ever were

    bytes32[] public paymentIds;
    mapping(bytes32 paymentId => GhostPool) public ghostOf;
    mapping(bytes32 partition => mapping(address account => uint256)) public deferred;
    mapping(bytes32 partition => uint256) public deferredInAll;
    mapping(bytes32 partition => uint256) public amountIn;
    mapping(bytes32 partition => uint256) public amountOut;

    uint256 public capacityBreaches; // locks over the rule
    uint256 public profitableStakes; // worth more at once than they cost
    uint256 public priceFalls; // without a draw
    uint256 public straysTaken; // inflows that mean nothing, and were taken
    uint256 public drains; // transfers of strangers that went through
    uint256 public idsReused;
    uint256 public limitBreaches; // draws over the limit, locks for merchants that are too new
    uint256 public intrusions; // calls from within a hook that had an effect, or saw what was not to stay
    uint256 public usurpations; // acts of strangers that need a role
    uint256 public acts;
    uint256 public eventsCompared;
    mapping(string deed => uint256) public done; // acts that had an effect

    bool private immutable _listening;
    uint256[2] private _lastNumber;
    uint256[2] private _lastAssets;
    uint256[2] private _lastShares;

    constructor(bool listening) {
        _listening = listening;
        vm.warp(EARLY);
        deployAmp();
        if (listening) vm.recordLogs();
        harness =
            PoolHarness(deployManager("contracts/pool/invariants/PoolHarness.sol:PoolHarness", EPOCH));
        manager = harness;
        replayer = new EventReplayer(address(manager), EPOCH);
        giveRoles();
        _people();
        ICollateralPool.PoolParams memory p = defaultParams();
        p.minStake = 1e6;
        _pool(0, "CAUTIOUS", p);
        (p.maxUtilisationBps, p.cooldown) = (10_000, 0);
        _pool(1, "BOLD", p);
        drain();
    }

    function _people() private {
        for (uint256 i = 0; i < 8; ++i) {
            stakers[i] =
                i < PLAIN ? makeAddr(string.concat("staker ", vm.toString(i))) : address(new HostileRecipient());
            give(stakers[i], WEALTH);
        }
        for (uint256 i = 0; i < 6; ++i) {
            merchants[i] =
                i < 4 ? makeAddr(string.concat("merchant ", vm.toString(i))) : address(new HostileRecipient());
            register(merchants[i]);
            since[merchants[i]] = time();
        }
        address insider = merchants[5];
        bytes32[4] memory roles =
            [manager.OPERATOR_ROLE(), manager.REGISTRAR_ROLE(), manager.GUARDIAN_ROLE(), manager.REWARDER_ROLE()];
        for (uint256 i = 0; i < 4; ++i) {
            vm.prank(admin);
            manager.grantRole(roles[i], insider);
        }
        give(rewarder, WEALTH);
        give(stranger, WEALTH);
        give(insider, WEALTH);
    }

    function _pool(uint256 i, bytes8 tag, ICollateralPool.PoolParams memory p) private {
        pools[i] = open(tag, p);
        current[i] = ghosts.length;
        ghosts.push(new GhostPool(pools[i], i, 1, now_(), p.drawWindow));
        longestLock[i] = p.maxLockDuration;
        pool = pools[i];
        for (uint256 k = 0; k < PLAIN; ++k) {
            stakeBoth(ghosts[i], stakers[k], 10 ** (9 + 3 * k) + k);
        }
    }

    // ---------------------------------------------------------------- around every act

    /// @dev Rolls the ghosts, lets the act happen, listens to its events, and looks whether the price of a share fell
    ///      where it must not.
    modifier act(bool draws) {
        waitUntil(0);
        if (_listening) vm.recordLogs();
        _;
        drain();
        ++acts;
        for (uint256 i = 0; i < 2; ++i) {
            (uint256 number, uint256 assets, uint256 shares) = harness.written(pools[i]);
            bool comparable = number == _lastNumber[i] && shares != 0 && _lastShares[i] != 0;
            if (!draws && comparable && assets * _lastShares[i] < _lastAssets[i] * shares) ++priceFalls;
            (_lastNumber[i], _lastAssets[i], _lastShares[i]) = (number, assets, shares);
        }
    }

    /// @notice Holds the events since the last time against the views, and replays them. Before time moves on.
    function drain() internal {
        if (!_listening) return;
        Vm.Log[] memory logs = vm.getRecordedLogs();
        eventsCompared += requireTotals(manager, logs);
        replayer.feed(logs);
    }

    /// @dev After a call that failed: what it logged is recorded, though it never happened.
    function forget() internal {
        if (_listening) vm.getRecordedLogs();
    }

    /// @dev The ghosts' time is the chain's.
    function waitUntil(uint256 timestamp) internal {
        if (timestamp > time()) {
            drain();
            skipTo(timestamp);
        }
        for (uint256 i = 0; i < ghosts.length; ++i) {
            ghosts[i].roll(now_());
        }
    }

    function now_() public view returns (uint256) {
        return manager.epochOf(time());
    }

    function paymentCount() external view returns (uint256) {
        return paymentIds.length;
    }

    function ghostCount() external view returns (uint256) {
        return ghosts.length;
    }

    // ---------------------------------------------------------------- choices

    /// @dev One of the two pools, as it is now.
    function pick(uint256 seed) internal returns (uint256 p, GhostPool ghost) {
        p = seed % 2;
        pool = pools[p];
        return (p, ghosts[current[p]]);
    }

    /// @dev Any generation; `pool` is its id.
    function pickAny(uint256 seed) internal returns (GhostPool ghost) {
        ghost = seed % 3 == 0 ? ghosts[(seed / 3) % ghosts.length] : ghosts[current[(seed / 3) % 2]];
        pool = ghost.pool();
    }

    /// @dev A staker with shares, if there is one.
    function holder(GhostPool ghost, uint256 who) internal view returns (address account, uint256 held) {
        for (uint256 i = 0; i < 8 && held == 0; ++i) {
            account = stakers[(who % 8 + i) % 8];
            held = ghost.sharesOf(account);
        }
    }

    /// @dev Some ticket of the ghost's that is neither cancelled nor claimed.
    function ticket(GhostPool ghost, uint256 seed)
        internal
        view
        returns (uint256 place, address account, uint256 epoch, uint256 shares)
    {
        uint256 count = ghost.ticketCount();
        for (uint256 i = 0; i < count && shares == 0; ++i) {
            place = (seed % count + i) % count;
            (account, epoch, shares,) = ghost.tickets(place);
        }
    }

    function partitionOf(GhostPool ghost) public view returns (bytes32) {
        return pools[ghost.which()];
    }

    function hostile(address account) internal view returns (HostileRecipient) {
        return HostileRecipient(account.code.length == 0 ? address(0) : account);
    }

    /// @dev Whether a payment to `account` would be refused by its own hook.
    function refuses(address account) internal view returns (bool) {
        return account.code.length != 0 && HostileRecipient(account).refuses();
    }

    // ---------------------------------------------------------------- done to both, pool and ghost

    /// @dev Calls, and requires the outcome that was foreseen: `expected` is the error's selector, or 0 for success.
    function attempt(address who, address callee, bytes memory input, bytes4 expected)
        internal
        returns (bool ok, bytes memory answer)
    {
        drain();
        vm.prank(who);
        (ok, answer) = callee.call(input);
        if (!ok) forget();
        if (ok) assertEq(bytes32(0), bytes32(expected), "should have failed");
        else assertEq(bytes32(bytes4(answer)), bytes32(expected), "failed otherwise");
    }

    function stakeBoth(GhostPool ghost, address account, uint256 amount) internal returns (uint256 minted) {
        stake(account, amount);
        amountIn[pool] += amount;
        return ghost.stake(account, amount);
    }

    /// @dev A loss so great that the pool starts anew.
    function closeIfExhausted(GhostPool ghost) internal {
        if (ghost.closed() || !ghost.exhausted()) return;
        (uint256 p, uint256 generation) = (ghost.which(), ghost.generation());
        bytes32 id = bytes32(bytes4(uint32(generation))) | ((pools[p] << 32) >> 32);
        (uint256 fees, uint256 topUps, uint256 secondsLeft) = ghost.close(id);
        current[p] = ghosts.length;
        ghosts.push(new GhostPool(pools[p], p, generation + 1, now_(), 0));
        ghosts[current[p]].succeed(ghost, fees, topUps, secondsLeft);
        ++done["generation closed"];
    }

    /// @dev For the invariants that go on by themselves, too: a payment of a lock, foreseen in every way.
    function pay(bytes32 id, uint256 amount, address by, bytes4 expected) internal returns (bool ok) {
        GhostPool ghost = ghostOf[id];
        bytes32 partition = partitionOf(ghost);
        address to = manager.lockOf(id).merchant;
        bool willRefuse = refuses(to);
        uint256 before = spendable(to);
        (uint256 remaining,,, uint256 maturesAt,) = ghost.payments(id);
        (ok,) = attempt(by, address(manager), abi.encodeCall(ICollateralManager.draw, (id, amount)), expected);
        if (!ok) return false;
        ghost.draw(id, amount, !(amount == remaining && maturesAt != 0 && maturesAt <= time()));
        uint256 got = spendable(to) - before;
        assertEq(got, willRefuse ? 0 : amount, "the merchant got exactly this");
        if (willRefuse) {
            deferred[partition][to] += amount;
            deferredInAll[partition] += amount;
            ++done["deferred"];
        } else {
            amountOut[partition] += amount;
        }
        closeIfExhausted(ghost);
    }
}
