// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAccessControl } from "@openzeppelin/contracts/access/IAccessControl.sol";
import { IERC1820Registry } from "@openzeppelin/contracts/interfaces/IERC1820Registry.sol";
import { ERC1820_REGISTRY } from "../../amp/IERC1820Registry.sol";
import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { IWalletCollateral } from "../IWalletCollateral.sol";
import { GhostWallet } from "./GhostWallet.sol";
import { WalletHandlerBase } from "./WalletHandlerBase.sol";

/// @title  WalletMischief
/// @notice Test only: what a holder, a merchant and strangers try that must not work. Nothing of it is done to a ghost.
abstract contract WalletMischief is WalletHandlerBase {
    bytes32 private constant SENDER = keccak256("AmpTokensSender");

    /// @dev The hostile holder tries to get a veto on draws: as it is, or after it has left where it can.
    function vetoes(uint256 where, uint256 kind) external act {
        address holder = holders[HOLDERS - 1];
        if (kind % 2 == 0) leavesAll(holder);
        (uint256 p, GhostWallet ghost) = pick(where);
        bool enrolled = ghost.holderOf(holder).enrolled;
        bytes memory hooked =
            abi.encodeCall(IERC1820Registry.setInterfaceImplementer, (holder, SENDER, holder));
        if (enrolled || ghosts[1 - p].holderOf(holder).enrolled) {
            bytes memory refusal = abi.encodeWithSignature("Error(string)", "Not the manager");
            perform(holder, address(ERC1820_REGISTRY), hooked, refusal);
            perform(
                holder,
                address(ERC1820_REGISTRY),
                abi.encodeCall(IERC1820Registry.setManager, (holder, holder)),
                refusal
            );
            ++done["veto refused"];
            return;
        }
        perform(holder, address(ERC1820_REGISTRY), hooked, "");
        trust(holder);
        bytes memory foreseen = paused[pool][0]
            ? abi.encodeWithSelector(ICollateralManager.StakesPaused.selector, pool)
            : abi.encodeWithSelector(IWalletCollateral.HolderHasSenderHook.selector, holder, holder);
        perform(holder, abi.encodeCall(IWalletCollateral.enroll, (pool, 1e26)), foreseen);
        unenroll(holder); // what it trusted in vain
        implement(holder, "AmpTokensSender", address(0));
        ++done["hook refused"];
    }

    function leavesAll(address holder) private {
        for (uint256 p = 0; p < 2; ++p) {
            (, GhostWallet ghost) = pick(p);
            if (!ghost.holderOf(holder).enrolled || ghost.locked(holder, today()) != 0) continue;
            unenroll(holder);
            ghost.unenroll(holder);
        }
    }

    function spams(uint256 who, uint256 where, uint256 kind) external act {
        pick(where);
        address holder = holders[who % HOLDERS];
        address other = kind % 2 == 0 ? stranger : holders[HOLDERS - 1];
        perform(
            other,
            address(amp),
            moving(pool, holder, other, 0, DEFAULT),
            abi.encodeWithSelector(ICollateralManager.ZeroAmount.selector)
        );
        if (other != holder) {
            bytes memory foreseen = abi.encodeWithSignature("Error(string)", "53");
            perform(other, address(amp), moving(pool, holder, other, 1, DEFAULT), foreseen);
        }
        askHook(other, holder);
        ++done["spam refused"];
    }

    /// @dev Anyone may ask the hook whether a holder could move all that is free. It rolls, no more.
    function askHook(address other, address holder) private {
        uint256 free = manager.holderInfo(pool, holder).movable;
        if (free == 0) return;
        perform(other, abi.encodeCall(manager.tokensToTransfer, (0, pool, other, holder, other, free, "", "")), "");
        ++done["hook called by a stranger"];
    }

    /// @dev On what is kept for merchants, and on the figures.
    function robs(uint256 where, uint256 amount) external act {
        (, GhostWallet ghost) = pick(where);
        bytes32 kept = poolPartition(bytes8(pool << 32), address(manager));
        amount = amount % 3 == 0 ? 0 : bound(amount, 0, ghost.keptInAll());
        perform(
            stranger,
            address(amp),
            moving(kept, address(manager), stranger, amount, DEFAULT),
            abi.encodeWithSelector(ICollateralManager.UnexpectedTransfer.selector, kept, stranger, amount)
        );
        give(stranger, 5);
        perform(
            stranger,
            address(amp),
            moving(DEFAULT, stranger, address(manager), 5, kept),
            abi.encodeWithSelector(ICollateralManager.UnexpectedInflow.selector, kept, stranger, 5)
        );
        perform(
            stranger,
            abi.encodeCall(
                manager.tokensReceived, (0, kept, stranger, stranger, address(manager), 5, "", "")
            ),
            abi.encodeWithSelector(ICollateralManager.NotAmp.selector, stranger)
        );
        ++done["robbery refused"];
    }

    /// @dev Acts on a payment in the name of those who may not, or that is over; locks its id again.
    function squats(uint256 seed, uint256 where) external act {
        (uint256 p, GhostWallet ghost) = pick(where);
        if (ghost.count() == 0) return;
        GhostWallet.Payment memory old = ghost.payment(seed % ghost.count());
        IWalletCollateral.WalletLock memory again = payment(holders[0], 1);
        again.paymentId = old.id;
        again.expiresAt = uint40(time() + manager.poolInfo(pool).params.maxLockDuration);
        again.settleBy = uint40(time() + 1);
        again.merchant = old.merchant;
        perform(operator, abi.encodeCall(IWalletCollateral.lock, (again)), lockRefusal(again, p));
        ++done["id used again"];

        ICollateralManager.LockStatus status = old.status;
        bool over = status == ICollateralManager.LockStatus.Released || status == ICollateralManager.LockStatus.Drawn;
        if (!over && time() >= old.expiresAt) (over, status) = (true, ICollateralManager.LockStatus.Expired);
        bytes[3] memory calls = [
            abi.encodeCall(ICollateralManager.release, (old.id, 1)),
            abi.encodeCall(ICollateralManager.draw, (old.id, 1)),
            abi.encodeCall(ICollateralManager.claimPayment, (old.id))
        ];
        if (over) {
            bytes memory refusal =
                abi.encodeWithSelector(ICollateralManager.LockNotOpen.selector, old.id, status);
            for (uint256 i = 0; i < 3; ++i) {
                perform(seed % 2 == 0 ? operator : old.merchant, calls[i], refusal);
            }
            ++done["lock that is over"];
            return;
        }
        perform(
            stranger,
            calls[0],
            abi.encodeWithSelector(
                ICollateralManager.NotOperatorNorMerchant.selector, stranger, old.merchant
            )
        );
        if (old.claimedAt == 0) {
            bytes32 role = keccak256("OPERATOR_ROLE");
            perform(
                stranger,
                calls[1],
                abi.encodeWithSelector(
                    IAccessControl.AccessControlUnauthorizedAccount.selector, stranger, role
                )
            );
        }
    }

    /// @dev From now on the hostile merchant makes this call while it is paid.
    function plots(uint256 kind, uint256 where, uint256 seed) external act {
        (, GhostWallet ghost) = pick(where);
        address holder = holders[HOLDERS - 1]; // lets it move its tokens
        bytes32 id = ghost.count() == 0 ? bytes32(0) : ghost.payment(seed % ghost.count()).id;
        bytes[9] memory calls = [
            moving(pool, holder, holder, 1, DEFAULT),
            abi.encodeCall(IWalletCollateral.enroll, (pool, 1)),
            abi.encodeCall(IWalletCollateral.unenroll, (pool)),
            abi.encodeCall(IWalletCollateral.roll, (pool, holder, 1)),
            abi.encodeCall(ICollateralManager.release, (id, 1)),
            abi.encodeCall(ICollateralManager.claimPayment, (id)),
            abi.encodeCall(ICollateralManager.draw, (id, 1)),
            abi.encodeCall(ICollateralManager.withdrawDeferred, (pool, holder)),
            abi.encodeCall(manager.tokensToTransfer, (0, pool, holder, holder, holder, 1, "", ""))
        ];
        hostile.plan(kind % 9 == 0 ? address(amp) : address(manager), calls[kind % 9]);
        ++done["plot"];
    }
}
