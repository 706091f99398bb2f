// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IWalletCollateral } from "../wallet/IWalletCollateral.sol";
import { WalletFixture } from "../wallet/WalletFixture.sol";

/// @notice What each act with collateral in place costs, as a whole transaction: see `PoolGas`.
/// @dev    The wallets are in use: several payments are locked on each, which end in different epochs.
contract WalletGas is WalletFixture {
    function setUp() public {
        deployWallet();
        join(alice, 500 ether);
        join(bob, 500 ether);
        give(merchant, 1 ether);
        for (uint256 i = 1; i < 6; ++i) {
            IWalletCollateral.WalletLock memory item = payment(alice, 10 ether, bob, 10 ether);
            item.expiresAt = uint40(time() + (i + 1) * 1 hours);
            lockItem(item);
        }
        skipTime(12);
    }

    function cost(string memory act) private {
        vm.snapshotGasLastCall(act);
        skipTime(12);
    }

    function test_gas_in_and_out() public {
        deposit(carol, 100 ether);
        cost("in place: deposit, first");
        deposit(carol, 100 ether);
        cost("in place: deposit, repeat");
        deposit(alice, 100 ether);
        cost("in place: deposit beside locks");
        exit(alice, 100 ether);
        cost("in place: free exit beside locks");
        skipTime(2 hours);
        exit(alice, 100 ether);
        cost("in place: free exit, two epochs to roll");
        exit(carol, 200 ether);
        cost("in place: free exit of all");
    }

    function test_gas_enrolment() public {
        trust(carol);
        enroll(carol, 100 ether);
        cost("in place: enrol");
        unenroll(carol);
        cost("in place: unenrol");
    }

    function test_gas_payments() public {
        bytes32 id = lock(alice, 10 ether);
        cost("in place: lock, 1 slice");
        release(id, 10 ether);
        cost("in place: release, 1 slice");
        id = lock(alice, 10 ether);
        draw(id, 10 ether);
        cost("in place: draw, 1 slice");

        IWalletCollateral.Slice[] memory slices = new IWalletCollateral.Slice[](16);
        for (uint256 i = 0; i < 16; ++i) {
            address holder = makeAddr(string.concat("holder ", vm.toString(i)));
            give(holder, 10 ether);
            join(holder, 10 ether);
            slices[i] = slice(holder, 1 ether);
        }
        skipTime(12);
        id = lockItem(payment(slices));
        cost("in place: lock, 16 slices");
        draw(id, 16 ether);
        cost("in place: draw, 16 slices");
    }
}
