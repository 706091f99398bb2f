// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { IWalletCollateral } from "../IWalletCollateral.sol";

/// @title  GhostWallet
/// @notice Test only: a pool of collateral in place a second time, written as plainly as can be: what is locked is summed
///         up anew from all payments whenever somebody asks. It knows no tokens, no roles and no storage layout.
contract GhostWallet {
    struct Part {
        address holder;
        uint256 original;
        uint256 left;
    }

    struct Payment {
        bytes32 id;
        address merchant;
        uint256 original;
        uint256 left;
        uint256 drawn;
        uint256 settleBy;
        uint256 expiresAt;
        uint256 end; // epoch
        uint256 claimDelay;
        uint256 claimedAt;
        uint256 cuts; // releases and draws
        ICollateralManager.LockStatus status; // time is looked at elsewhere
    }

    struct Holder {
        bool enrolled;
        uint256 exposure;
        uint256 balance;
        uint256 deposited;
        uint256 withdrawn;
        uint256 drawn;
    }

    mapping(address holder => Holder) private _holders;
    Payment[] private _payments;
    mapping(uint256 payment => Part[]) private _parts;
    mapping(address merchant => uint256) public drawnFor;
    mapping(address merchant => uint256) public kept;
    uint256 public keptInAll;

    uint256 public drawWindow;
    uint256 public drawLimit;
    uint256 private _drawn;
    uint256 private _window;

    // ---------------------------------------------------------------- holders

    function holderOf(address holder) external view returns (Holder memory) {
        return _holders[holder];
    }

    function enroll(address holder, uint256 exposure) external {
        _holders[holder].enrolled = true;
        _holders[holder].exposure = exposure;
    }

    function unenroll(address holder) external {
        _holders[holder].enrolled = false;
        _holders[holder].exposure = 0;
    }

    function deposit(address holder, uint256 amount) external {
        _holders[holder].balance += amount;
        _holders[holder].deposited += amount;
    }

    function withdraw(address holder, uint256 amount) external {
        _holders[holder].balance -= amount;
        _holders[holder].withdrawn += amount;
    }

    /// @notice Wei of the holder's in slices of payments whose epoch has not ended.
    function locked(address holder, uint256 today) public view returns (uint256 sum) {
        for (uint256 i = 0; i < _payments.length; ++i) {
            if (_payments[i].end <= today || _payments[i].left == 0) continue;
            for (uint256 k = 0; k < _parts[i].length; ++k) {
                if (_parts[i][k].holder == holder) sum += _parts[i][k].left;
            }
        }
    }

    function cap(address holder) public view returns (uint256) {
        Holder storage h = _holders[holder];
        return h.exposure < h.balance ? h.exposure : h.balance;
    }

    // ---------------------------------------------------------------- payments

    function count() external view returns (uint256) {
        return _payments.length;
    }

    function payment(uint256 index) external view returns (Payment memory) {
        return _payments[index];
    }

    function parts(uint256 index) external view returns (Part[] memory) {
        return _parts[index];
    }

    /// @notice The error of the first slice for which there is no room, as revert data.
    function refusal(bytes32 pool, IWalletCollateral.Slice[] calldata slices, uint256 today)
        external
        view
        returns (bytes memory)
    {
        for (uint256 i = 0; i < slices.length; ++i) {
            address holder = slices[i].holder;
            if (slices[i].amount == 0) return abi.encodeWithSelector(ICollateralManager.ZeroAmount.selector);
            if (!_holders[holder].enrolled) {
                return abi.encodeWithSelector(IWalletCollateral.NotEnrolled.selector, pool, holder);
            }
            uint256 sum = locked(holder, today);
            for (uint256 k = 0; k < i; ++k) {
                if (slices[k].holder == holder) sum += slices[k].amount;
            }
            if (sum + slices[i].amount > cap(holder)) {
                return abi.encodeWithSelector(
                    IWalletCollateral.ExposureExceeded.selector,
                    pool,
                    holder,
                    slices[i].amount,
                    sum,
                    cap(holder)
                );
            }
        }
        return "";
    }

    function lock(IWalletCollateral.WalletLock calldata item, uint256 claimDelay, uint256 end) external {
        uint256 sum;
        for (uint256 i = 0; i < item.slices.length; ++i) {
            uint256 amount = item.slices[i].amount;
            _parts[_payments.length].push(Part(item.slices[i].holder, amount, amount));
            sum += amount;
        }
        _payments.push(
            Payment({
                id: item.paymentId,
                merchant: item.merchant,
                original: sum,
                left: sum,
                drawn: 0,
                settleBy: item.settleBy,
                expiresAt: item.expiresAt,
                end: end,
                claimDelay: claimDelay,
                claimedAt: 0,
                cuts: 0,
                status: ICollateralManager.LockStatus.Open
            })
        );
    }

    function claim(uint256 index, uint256 time) external {
        require(_payments[index].status == ICollateralManager.LockStatus.Open, "ghost: no open lock");
        _payments[index].status = ICollateralManager.LockStatus.Claimed;
        _payments[index].claimedAt = time;
    }

    /// @notice Takes `amount` off: of the first k parts together the floor of their share.
    function cut(uint256 index, uint256 amount, bool draws) external {
        Payment storage p = _payments[index];
        require(
            p.status == ICollateralManager.LockStatus.Open || p.status == ICollateralManager.LockStatus.Claimed,
            "ghost: a lock that is over"
        );
        uint256 firstK;
        uint256 taken;
        for (uint256 k = 0; k < _parts[index].length; ++k) {
            Part storage part = _parts[index][k];
            firstK += part.left;
            uint256 share = firstK * amount / p.left - taken;
            taken += share;
            part.left -= share;
            if (draws) {
                _holders[part.holder].balance -= share;
                _holders[part.holder].drawn += share;
            }
        }
        require(taken == amount, "ghost: parts do not add up");
        p.left -= amount;
        ++p.cuts;
        if (draws) {
            p.drawn += amount;
            drawnFor[p.merchant] += amount;
        }
        if (p.left == 0) {
            p.status = draws ? ICollateralManager.LockStatus.Drawn : ICollateralManager.LockStatus.Released;
        }
    }

    // ---------------------------------------------------------------- payouts that were refused

    function keep(address merchant, uint256 amount) external {
        kept[merchant] += amount;
        keptInAll += amount;
    }

    function collect(address merchant) external {
        keptInAll -= kept[merchant];
        kept[merchant] = 0;
    }

    // ---------------------------------------------------------------- the operator's limit

    function drawnAt(uint256 time) public view returns (uint256) {
        return drawWindow != 0 && _window == time / drawWindow ? _drawn : 0;
    }

    function spend(uint256 amount, uint256 time) external {
        _drawn = drawnAt(time) + amount;
        _window = time / drawWindow;
    }

    /// @notice What was drawn in the window that runs counts on in the one that takes its place.
    function limit(uint256 most, uint256 window, uint256 time) external {
        _drawn = drawnAt(time);
        (drawLimit, drawWindow) = (most, window);
        _window = time / window;
    }
}
