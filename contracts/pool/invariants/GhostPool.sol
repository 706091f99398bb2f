// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title  GhostPool
/// @notice Test only: a pool's arithmetic a second time, written as plainly as can be: every epoch is looked at, every
///         ticket and lock is in a list. It knows no tokens, no roles and no storage layout.
contract GhostPool {
    struct Ticket {
        address account;
        uint256 epoch;
        uint256 shares; // 0 once claimed or cancelled
        uint256 latestExit; // timestamp that the theorem allows
    }

    struct Payment {
        uint256 amount; // that remains
        uint256 end;
        bool open; // neither released nor drawn; time is looked at elsewhere
    }

    struct Bucket {
        uint256 shares;
        uint256 assets; // when rolled
        uint256 paid;
        uint256 sharesLeft;
        uint256 assetsLeft;
    }

    uint256 public assets;
    uint256 public shares;
    uint256 public pending;
    uint256 public locked;
    uint256 public exitReserve;
    uint256 public latestLockEnd;
    uint256 public rolled;
    uint256 public lastEpoch; // in which anything ends

    mapping(address account => uint256) public sharesOf;
    mapping(uint256 epoch => Bucket) public buckets;
    mapping(uint256 epoch => uint256) public lockEnds;
    mapping(bytes32 paymentId => Payment) public payments;
    Ticket[] public tickets;
    mapping(address account => mapping(uint256 epoch => uint256)) private _ticketAt; // index + 1

    constructor(uint256 epoch) {
        rolled = epoch;
    }

    function ticketCount() external view returns (uint256) {
        return tickets.length;
    }

    function down(uint256 a, uint256 b, uint256 c) public pure returns (uint256) {
        return c == 0 ? 0 : a * b / c;
    }

    function up(uint256 a, uint256 b, uint256 c) public pure returns (uint256) {
        return c == 0 ? 0 : (a * b + c - 1) / c;
    }

    function capacity(uint256 bps) public view returns (uint256) {
        return bps * (assets - up(pending, assets, shares)) / 10_000;
    }

    function exhausted() external view returns (bool) {
        return assets * 1e12 < shares;
    }

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

    function stake(address account, uint256 value) external returns (uint256 minted) {
        minted = shares == 0 ? value : down(value, shares, assets);
        sharesOf[account] += minted;
        shares += minted;
        assets += value;
    }

    function request(address account, uint256 amount, uint256 earliest, uint256 latestExit)
        external
        returns (uint256 epoch, uint256 taken)
    {
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

    function lock(bytes32 id, uint256 amount, uint256 end) external {
        payments[id] = Payment(amount, end, true);
        locked += amount;
        lockEnds[end] += amount;
        if (end > latestLockEnd) latestLockEnd = end;
        if (end > lastEpoch) lastEpoch = end;
    }

    function free(bytes32 id, uint256 amount) public {
        Payment storage p = payments[id];
        p.amount -= amount;
        if (p.amount == 0) p.open = false;
        locked -= amount;
        lockEnds[p.end] -= amount;
    }

    function draw(bytes32 id, uint256 amount) external {
        free(id, amount);
        assets -= amount;
    }
}
