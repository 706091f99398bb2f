// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { GhostRewards } from "./GhostRewards.sol";
import { GhostWindow } from "./GhostWindow.sol";

/// @title  GhostPool
/// @notice Test only: the arithmetic of one generation of a pool a second time, written as plainly as can be: every
///         epoch is looked at, every ticket and lock is in a list. It knows no tokens, no roles and no storage layout.
contract GhostPool is GhostRewards, GhostWindow {
    struct Ticket {
        address account;
        uint256 epoch;
        uint256 shares; // 0 once claimed or cancelled
        uint256 latestExit; // timestamp that the theorem allows
    }

    /// @dev Numbered as the manager numbers them; expiry is a matter of time and looked at elsewhere.
    enum Status {
        None,
        Open,
        Claimed,
        Released,
        Drawn
    }

    struct Payment {
        uint256 amount; // that remains
        uint256 end;
        uint256 expiresAt;
        uint256 maturesAt; // 0 while unclaimed
        Status status;
    }

    struct Bucket {
        uint256 shares;
        uint256 assets; // when rolled
        uint256 paid;
        uint256 sharesLeft;
        uint256 assetsLeft;
    }

    bytes32 public pool; // the id by which this generation goes
    uint256 public immutable which; // of the two pools
    uint256 public immutable generation;
    bool public closed;

    uint256 public assets;
    uint256 public shares;
    uint256 public pending;
    uint256 public locked;
    uint256 public exitReserve;
    uint256 public unallocated;
    uint256 public latestLockEnd;
    uint256 public rolled;
    uint256 public lastEpoch; // in which anything ends

    mapping(address account => uint256) public sharesOf;
    mapping(uint256 epoch => Bucket) public buckets;
    mapping(uint256 epoch => uint256) public lockEnds;
    mapping(bytes32 paymentId => Payment) public payments;
    Ticket[] public tickets;
    mapping(address account => mapping(uint256 epoch => uint256)) private _ticketAt; // index + 1

    constructor(bytes32 pool_, uint256 which_, uint256 generation_, uint256 epoch, uint256 window) {
        (pool, which, generation, rolled) = (pool_, which_, generation_, epoch);
        if (window != 0) setWindow(window);
    }

    function ticketCount() external view returns (uint256) {
        return tickets.length;
    }

    function active() public view returns (uint256) {
        return shares - pending;
    }

    function down(uint256 a, uint256 b, uint256 c) public pure returns (uint256) {
        return c == 0 ? 0 : a * b / c;
    }

    function up(uint256 a, uint256 b, uint256 c) public pure returns (uint256) {
        return c == 0 ? 0 : (a * b + c - 1) / c;
    }

    function capacity(uint256 bps) public view returns (uint256) {
        return closed ? 0 : bps * (assets - up(pending, assets, shares)) / 10_000;
    }

    function exhausted() external view returns (bool) {
        return assets * 1e12 < shares;
    }

    // ---------------------------------------------------------------- time

    function roll(uint256 epoch) external {
        while (rolled < epoch) {
            if (rolled >= lastEpoch) {
                rolled = epoch;
                return;
            }
            ++rolled;
            locked -= lockEnds[rolled];
            lockEnds[rolled] = 0;
            Bucket storage b = buckets[rolled];
            b.assets = down(b.shares, assets, shares);
            (b.sharesLeft, b.assetsLeft) = (b.shares, b.assets);
            assets -= b.assets;
            exitReserve += b.assets;
            shares -= b.shares;
            pending -= b.shares;
        }
    }

    /// @notice The generation is over: it goes on under `id`, and what is still to be streamed is its successor's.
    function close(bytes32 id) external returns (uint256 fees, uint256 topUps, uint256 secondsLeft_) {
        (pool, closed) = (id, true);
        return _giveUp(active());
    }

    function succeed(GhostPool before, uint256 fees, uint256 topUps, uint256 secondsLeft_) external {
        _takeOver(fees, topUps, secondsLeft_);
        _continueWindow(before);
    }

    // ---------------------------------------------------------------- stakers

    function minted(uint256 value) public view returns (uint256) {
        return shares == 0 ? value : down(value, shares, assets);
    }

    function stake(address account, uint256 value) external returns (uint256 got) {
        earn(account);
        got = minted(value);
        if (shares == 0) (unallocated, assets) = (unallocated + assets, 0);
        sharesOf[account] += got;
        shares += got;
        assets += value;
    }

    function request(address account, uint256 amount, uint256 earliest, uint256 latestExit)
        external
        returns (uint256 epoch, uint256 taken)
    {
        earn(account);
        taken = sharesOf[account] - amount < 1e6 ? sharesOf[account] : amount;
        epoch = earliest > latestLockEnd ? earliest : latestLockEnd;
        sharesOf[account] -= taken;
        pending += taken;
        buckets[epoch].shares += taken;
        if (epoch > lastEpoch) lastEpoch = epoch;
        uint256 place = _ticketAt[account][epoch];
        if (place == 0) {
            tickets.push(Ticket(account, epoch, taken, latestExit));
            _ticketAt[account][epoch] = tickets.length;
        } else {
            tickets[place - 1].shares += taken;
        }
    }

    function cancel(uint256 index) external {
        Ticket storage t = tickets[index];
        earn(t.account);
        sharesOf[t.account] += t.shares;
        pending -= t.shares;
        buckets[t.epoch].shares -= t.shares;
        t.shares = 0;
    }

    function claim(uint256 index) external returns (uint256 amount) {
        Ticket storage t = tickets[index];
        Bucket storage b = buckets[t.epoch];
        amount = down(t.shares, b.assetsLeft, b.sharesLeft);
        b.assetsLeft -= amount;
        b.sharesLeft -= t.shares;
        b.paid += amount;
        exitReserve -= amount;
        t.shares = 0;
    }

    // ---------------------------------------------------------------- rewards

    function earn(address account) public {
        _earn(account, sharesOf[account], active());
    }

    function collect(address account) external returns (uint256 fees, uint256 topUps) {
        earn(account);
        return _collect(account);
    }

    function fund(uint256 kind, uint256 value, uint256 period) external {
        _fund(kind, value, unallocated, period, active());
        unallocated = 0;
    }

    // ---------------------------------------------------------------- payments

    function lock(bytes32 id, uint256 amount, uint256 expiresAt, uint256 end) external {
        payments[id] = Payment(amount, end, expiresAt, 0, Status.Open);
        locked += amount;
        lockEnds[end] += amount;
        if (end > latestLockEnd) latestLockEnd = end;
        if (end > lastEpoch) lastEpoch = end;
    }

    function claimPayment(bytes32 id, uint256 maturesAt) external {
        (payments[id].status, payments[id].maturesAt) = (Status.Claimed, maturesAt);
    }

    function free(bytes32 id, uint256 amount) external {
        _less(id, amount, Status.Released);
    }

    function draw(bytes32 id, uint256 amount, bool byOperator) external {
        _less(id, amount, Status.Drawn);
        assets -= amount;
        if (byOperator) _noteDraw(amount);
    }

    function _less(bytes32 id, uint256 amount, Status emptied) private {
        Payment storage p = payments[id];
        p.amount -= amount;
        if (p.amount == 0) p.status = emptied;
        locked -= amount;
        lockEnds[p.end] -= amount;
    }
}
