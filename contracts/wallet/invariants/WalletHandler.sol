// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { IWalletCollateral } from "../IWalletCollateral.sol";
import { GhostWallet } from "./GhostWallet.sol";
import { WalletMischief } from "./WalletMischief.sol";
import { WalletSurroundings } from "./WalletSurroundings.sol";

/// @title  WalletHandler
/// @notice Test only: what seven holders, four merchants, the role holders and strangers do to two pools, in any order and
///         with any time in between. Each act is done to a ghost too, and must have the same outcome.
/// @dev    Acts either succeed or meet the very error that was foreseen; a call that cannot mean anything returns.
contract WalletHandler is WalletMischief, WalletSurroundings {
    // ---------------------------------------------------------------- holders

    function deposits(uint256 who, uint256 where, uint256 scale, uint256 amount) external act {
        (, GhostWallet ghost) = pick(where);
        address holder = holders[who % HOLDERS];
        bool gift = scale % 4 == 0; // dust from somebody else
        amount = bound(amount, 1, gift ? 1000 : 10 ** bound(scale, 3, 26));
        address giver = gift ? stranger : holder;
        give(giver, amount);
        perform(giver, address(amp), moving(DEFAULT, giver, holder, amount, pool), "");
        ghost.deposit(holder, amount);
        ++done[gift ? "gift" : "deposit"];
    }

    function exits(uint256 who, uint256 where, uint256 kind, uint256 amount) external act {
        (uint256 p, GhostWallet ghost) = pick(where);
        address holder = holders[who % HOLDERS];
        uint256 locked = ghost.locked(holder, today());
        uint256 free = ghost.holderOf(holder).balance - locked;
        bool over = kind % 4 == 0;
        if (!over && free == 0) return;
        amount = over ? free + 1 + amount % 3 : kind % 4 == 1 ? free : bound(amount, 1, free);
        moves(p, holder, amount, kind % 3 == 0, over ? overdrawn(holder, amount, locked, free) : bytes(""));
        if (!over) ++done[locked == 0 ? "exit" : "exit beside a lock"];
    }

    function overdrawn(address holder, uint256 amount, uint256 locked, uint256 free)
        private
        view
        returns (bytes memory)
    {
        if (locked == 0) return abi.encodeWithSignature("Error(string)", "52");
        return abi.encodeWithSelector(IWalletCollateral.NotMovable.selector, pool, holder, amount, free);
    }

    /// @dev Out of a pool, or into the other one.
    function moves(uint256 p, address holder, uint256 amount, bool across, bytes memory foreseen) private {
        bytes memory input = moving(pool, holder, holder, amount, across ? pools[1 - p] : DEFAULT);
        if (!perform(holder, address(amp), input, foreseen)) {
            ++done["exit refused"];
            return;
        }
        ghosts[p].withdraw(holder, amount);
        if (across) ghosts[1 - p].deposit(holder, amount);
    }

    function enrolls(uint256 who, uint256 where, uint256 exposure) external act {
        (uint256 p, GhostWallet ghost) = pick(where);
        address holder = holders[who % HOLDERS];
        exposure = exposure % 3 == 0 ? UNLIMITED : bound(exposure, 0, 1e26);
        GhostWallet.Holder memory h = ghost.holderOf(holder);
        bool newcomer = !h.enrolled && !ghosts[1 - p].holderOf(holder).enrolled;
        if (newcomer) trust(holder);
        bytes memory foreseen = enrolRefusal(ghost, holder, exposure);
        if (perform(holder, abi.encodeCall(IWalletCollateral.enroll, (pool, exposure)), foreseen)) {
            ghost.enroll(holder, exposure > type(uint96).max ? type(uint96).max : exposure);
            ++done[h.enrolled ? "exposure" : "enrolment"];
        } else {
            ++done["enrolment refused"];
            if (newcomer) unenroll(holder); // trusted in vain: takes it back
        }
    }

    function enrolRefusal(GhostWallet ghost, address holder, uint256 exposure) private view returns (bytes memory) {
        GhostWallet.Holder memory h = ghost.holderOf(holder);
        uint256 locked = ghost.locked(holder, today());
        if (paused[pool][0] && !(h.enrolled && exposure <= h.exposure)) {
            return abi.encodeWithSelector(ICollateralManager.StakesPaused.selector, pool);
        }
        if (exposure >= locked) return "";
        return abi.encodeWithSelector(IWalletCollateral.ExposureBelowLocked.selector, exposure, locked);
    }

    function unenrolls(uint256 who, uint256 where) external act {
        (, GhostWallet ghost) = pick(where);
        address holder = holders[who % HOLDERS];
        uint256 locked = ghost.locked(holder, today());
        bytes memory foreseen;
        if (!ghost.holderOf(holder).enrolled) {
            foreseen = abi.encodeWithSelector(IWalletCollateral.NotEnrolled.selector, pool, holder);
        } else if (locked != 0) {
            foreseen = abi.encodeWithSelector(IWalletCollateral.StillLocked.selector, pool, holder, locked);
        }
        if (perform(holder, abi.encodeCall(IWalletCollateral.unenroll, (pool)), foreseen)) {
            ghost.unenroll(holder);
            ++done["unenrolment"];
        } else if (locked != 0) {
            ++done["unenrolment refused"];
        }
    }

    // ---------------------------------------------------------------- operator

    /// @dev Beside the slices that were made before.
    function roomOf(GhostWallet ghost, address holder, IWalletCollateral.Slice[] memory slices, uint256 count)
        private
        view
        returns (uint256)
    {
        uint256 taken = ghost.locked(holder, today());
        for (uint256 k = 0; k < count; ++k) {
            if (slices[k].holder == holder) taken += slices[k].amount;
        }
        uint256 cap = ghost.cap(holder);
        return cap > taken ? cap - taken : 0;
    }

    /// @dev Slices of holders that have room, the same one perhaps more than once; at times one that has none.
    function item(uint256 p, uint256 seed, uint256 lasts) private returns (IWalletCollateral.WalletLock memory made) {
        IWalletCollateral.Slice[] memory slices = new IWalletCollateral.Slice[](1 + (seed >> 8) % 16);
        uint256 count;
        for (uint256 i = 0; i < slices.length; ++i) {
            uint256 dice = uint256(keccak256(abi.encode(seed, i)));
            address holder = holders[dice % HOLDERS];
            uint256 room = roomOf(ghosts[p], holder, slices, count);
            bool over = (dice >> 16) % 64 == 0;
            if (room == 0 && !over) continue;
            // All there is room for, or a part that is the smaller the more often.
            uint256 scale = (dice >> 32) % 16;
            uint256 amount = over ? room + 1 : scale == 0 ? room : 1 + (dice >> 40) % (room >> scale | 1);
            slices[count++] = slice(holder, amount);
        }
        assembly ("memory-safe") {
            mstore(slices, count)
        }
        made = payment(slices);
        made.merchant = merchants[(seed >> 16) % MERCHANTS];
        IWalletCollateral.WalletParams memory params = manager.poolInfo(pool).params;
        made.settleBy = uint40(time() + 1 + lasts % 600);
        made.expiresAt = uint40(
            bound(lasts, made.settleBy + params.claimDelay + 1, time() + params.maxLockDuration)
        );
    }

    function locks(uint256 where, uint256 seed, uint256 lasts) external act {
        (uint256 p,) = pick(where);
        IWalletCollateral.WalletLock memory made = item(p, seed, lasts);
        if (made.slices.length == 0) return;
        bytes memory foreseen = lockRefusal(made, p);
        if (perform(operator, abi.encodeCall(IWalletCollateral.lock, (made)), foreseen)) noteLocked(made, p);
        else ++done["lock refused"];
    }

    function locksBatch(uint256 where, uint256 seed, uint256 lasts) external act {
        (uint256 p,) = pick(where);
        IWalletCollateral.WalletLock[] memory items = new IWalletCollateral.WalletLock[](3);
        bool[] memory foreseen = new bool[](3);
        for (uint256 i = 0; i < 3; ++i) {
            items[i] = item(p, uint256(keccak256(abi.encode(seed, i))), lasts);
            if (items[i].slices.length == 0) return;
        }
        for (uint256 i = 0; i < 3; ++i) {
            foreseen[i] = lockRefusal(items[i], p).length == 0; // the one before may have left no room
            if (foreseen[i]) noteLocked(items[i], p);
            else ++done["lock skipped"];
        }
        vm.prank(operator);
        assertEq(abi.encode(manager.lockBatch(items)), abi.encode(foreseen), "batch");
        ++done["batch"];
    }

    function releases(uint256 seed, uint256 amount, bool whole, bool self) external act {
        (GhostWallet ghost, uint256 index, GhostWallet.Payment memory p) = alive(seed, false);
        if (index == type(uint256).max) return;
        amount = whole ? p.left : bound(amount, 1, p.left);
        bytes memory foreseen;
        if (matured(p) && !self) {
            foreseen =
                abi.encodeWithSelector(ICollateralManager.ClaimMatured.selector, p.id, p.claimedAt + p.claimDelay);
        }
        address by = self ? p.merchant : operator;
        if (!perform(by, abi.encodeCall(ICollateralManager.release, (p.id, amount)), foreseen)) return;
        ghost.cut(index, amount, false);
        ++done[whole ? "release" : "part released"];
    }

    function draws(uint256 seed, uint256 amount, bool whole) external act {
        (GhostWallet ghost, uint256 index, GhostWallet.Payment memory p) = alive(seed, false);
        if (index == type(uint256).max) return;
        amount = whole ? p.left : bound(amount, 1, p.left);
        bool asClaim = amount == p.left && matured(p);
        bytes memory foreseen = asClaim ? bytes("") : drawRefusal(ghost, amount);
        if (foreseen.length != 0) {
            perform(operator, abi.encodeCall(ICollateralManager.draw, (p.id, amount)), foreseen);
            ++done["draw refused"];
            return;
        }
        pay(ghost, index, p, amount, operator);
        if (!asClaim) ghost.spend(amount, time());
        if (ghost.drawnAt(time()) > ghost.drawLimit() && !asClaim) ++drawsOverTheLimit;
        ++done["draw"];
    }

    function drawRefusal(GhostWallet ghost, uint256 amount) private view returns (bytes memory) {
        uint256 drawn = ghost.drawnAt(time());
        uint256 length = ghost.drawWindow();
        if (paused[pool][2]) return abi.encodeWithSelector(ICollateralManager.DrawsPaused.selector, pool);
        if (drawn + amount <= ghost.drawLimit()) return "";
        return
            abi.encodeWithSelector(
                ICollateralManager.DrawLimitExceeded.selector,
                pool,
                amount,
                drawn,
                ghost.drawLimit(),
                (time() / length + 1) * length
            );
    }

    // ---------------------------------------------------------------- merchants, anyone

    function claimsPayment(uint256 seed) external act {
        (GhostWallet ghost, uint256 index, GhostWallet.Payment memory p) = alive(seed, false);
        if (index == type(uint256).max || p.status != ICollateralManager.LockStatus.Open) return;
        if (time() < p.settleBy) skipTo(p.settleBy);
        if (time() + p.claimDelay >= p.expiresAt) return;
        perform(p.merchant, abi.encodeCall(ICollateralManager.claimPayment, (p.id)), "");
        ghost.claim(index, time());
        ++done["claim"];
    }

    function strangerPaysClaim(uint256 seed) external act {
        (GhostWallet ghost, uint256 index, GhostWallet.Payment memory p) = alive(seed, true);
        if (index == type(uint256).max) return;
        if (time() < p.claimedAt + p.claimDelay) skipTo(p.claimedAt + p.claimDelay);
        pay(ghost, index, p, p.left, stranger);
        ++done["claim paid"];
    }

    function collects(uint256 who, uint256 where) external act {
        (, GhostWallet ghost) = pick(where);
        address account = merchants[who % 2 == 0 ? 3 : who % MERCHANTS];
        uint256 owed = ghost.kept(account);
        bytes memory foreseen;
        if (owed == 0) {
            foreseen = abi.encodeWithSelector(ICollateralManager.NothingDeferred.selector, pool, account);
        }
        uint256 before = spendable(alice);
        if (!perform(account, abi.encodeCall(ICollateralManager.withdrawDeferred, (pool, alice)), foreseen)) return;
        assertEq(spendable(alice) - before, owed, "collected");
        ghost.collect(account);
        paid[pool][account] += owed;
        ++done["collected"];
    }
}
