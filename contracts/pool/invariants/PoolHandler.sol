// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { HostileActs } from "./HostileActs.sol";
import { PaymentActs } from "./PaymentActs.sol";
import { PoolHandlerBase } from "./PoolHandlerBase.sol";
import { RoleActs } from "./RoleActs.sol";
import { StakerActs } from "./StakerActs.sol";

/// @title  PoolHandler
/// @notice Test only: what eight stakers, six merchants, the role holders and strangers do to two pools, in any order
///         and with any time in between. Each act is done to a ghost too, and must have the same outcome.
/// @dev    Acts either succeed or meet the very error that was foreseen; a call that cannot mean anything returns.
contract PoolHandler is StakerActs, PaymentActs, RoleActs, HostileActs {
    /// @param listening whether events are held against the views and replayed, after each act
    constructor(bool listening) PoolHandlerBase(listening) { }

    function selectors() external pure returns (bytes4[] memory list) {
        bytes4[24] memory all = [
            this.stakes.selector,
            this.requestsExit.selector,
            this.cancelsExit.selector,
            this.claimsExit.selector,
            this.switches.selector,
            this.claimsRewards.selector,
            this.compounds.selector,
            this.locks.selector,
            this.locksAgain.selector,
            this.releases.selector,
            this.claimsPayment.selector,
            this.draws.selector,
            this.ruins.selector,
            this.strangerPaysClaim.selector,
            this.withdrawsDeferred.selector,
            this.passes.selector,
            this.passesToEdge.selector,
            this.rolls.selector,
            this.setsParams.selector,
            this.pauses.selector,
            this.setsMerchant.selector,
            this.funds.selector,
            this.changesMood.selector,
            this.reEnters.selector
        ];
        bytes4[4] memory more = [
            this.stakesWithin.selector, this.strays.selector, this.triesToDrain.selector, this.usurps.selector
        ];
        list = new bytes4[](28);
        for (uint256 i = 0; i < 24; ++i) {
            list[i] = all[i];
        }
        for (uint256 i = 0; i < 4; ++i) {
            list[24 + i] = more[i];
        }
    }

    /// @notice Every deed that must have been done sooner or later.
    function deeds() external pure returns (string[30] memory) {
        return [
            "stake",
            "request",
            "cancel",
            "exit",
            "exit refused",
            "switch",
            "switch refused",
            "rewards claimed",
            "compound",
            "lock",
            "lock refused",
            "lock again",
            "release",
            "claim",
            "draw",
            "draw refused",
            "ruin",
            "generation closed",
            "claim paid",
            "deferred",
            "deferred paid",
            "roll",
            "params",
            "pauses",
            "merchant",
            "reward",
            "re-entry",
            "stake within",
            "stray",
            "drain"
        ];
    }
}
