// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { HostileMerchant } from "../HostileMerchant.sol";
import { IWalletCollateral } from "../IWalletCollateral.sol";
import { GhostWallet } from "./GhostWallet.sol";
import { WalletHandlerBase } from "./WalletHandlerBase.sol";

/// @title  WalletSurroundings
/// @notice Test only: what happens around holders and payments: time, parameters, pauses, merchants and their moods.
abstract contract WalletSurroundings is WalletHandlerBase {
    function rolls(uint256 who, uint256 where, uint256 most) external act {
        pick(where);
        if (manager.roll(pool, holders[who % HOLDERS], most % 4)) ++done["roll"];
    }

    function passes(uint256 elapsed, uint256 kind) external act {
        skipTime(kind % 16 == 0 ? bound(elapsed, 1, 100_000 * EPOCH) : bound(elapsed, 1, 4 * EPOCH));
    }

    /// @dev To the last second of an epoch or the first of the next.
    function passesToEdge(bool before) external act {
        uint256 edge = (today() + 1) * EPOCH - (before ? 1 : 0);
        if (edge > time()) skipTo(edge);
    }

    // ---------------------------------------------------------------- admin, guardian, registrar

    function setsParams(uint256 where, uint256 longest, uint256 delays, uint256 limit) external act {
        (uint256 p, GhostWallet ghost) = pick(where);
        IWalletCollateral.WalletParams memory params = IWalletCollateral.WalletParams({
            maxLockDuration: uint32(bound(longest, 1 hours, 12 hours)),
            claimDelay: uint32(delays % 30 minutes),
            merchantDelay: uint32(delays % 4 == 0 ? delays % 2 hours : 0),
            drawWindow: uint32(bound(limit, 1 hours, 2 days)),
            drawLimit: uint96(10 ** bound(limit, 9, 28))
        });
        vm.prank(admin);
        manager.setParams(pool, params);
        merchantDelay[p] = params.merchantDelay;
        ghost.limit(params.drawLimit, params.drawWindow, time());
        ++done["params"];
    }

    function pauses(uint256 where, uint256 bits) external act {
        pick(where);
        if (bits % 3 != 0) bits = 0; // mostly nothing is stopped
        for (uint256 i = 0; i < 3; ++i) {
            paused[pool][i] = bits & (8 << i) != 0;
        }
        pause(paused[pool][0], paused[pool][1], paused[pool][2]);
        if (bits & 56 != 0) ++done["pause"];
    }

    function registers(uint256 who, uint256 kind) external act {
        address merchant_ = merchants[who % MERCHANTS];
        bool on = kind % 4 != 0;
        vm.prank(registrar);
        manager.setMerchant(merchant_, on);
        if (!on) since[merchant_] = 0;
        else if (since[merchant_] == 0) since[merchant_] = time();
        ++done["merchant set"];
    }

    function feels(uint256 mood) external act {
        hostile.feel(HostileMerchant.Mood(mood % 4));
    }
}
