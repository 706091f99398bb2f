// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { AmpFixture } from "../testing/AmpFixture.sol";
import { PaymentLocks } from "./PaymentLocks.sol";

/// @dev One more of forge's cheatcodes.
interface ArtifactVm {
    function deployCode(string calldata artifact, bytes calldata constructorArgs) external returns (address);
}

/// @title  ManagerFixture
/// @notice Test only: the people around a manager, and what is done to either of them in the same way.
/// @dev    Time starts two seconds into an epoch, so that "the next epoch" and "in an hour" are not the same.
abstract contract ManagerFixture is AmpFixture {
    uint256 internal constant EPOCH = 1 hours;
    uint256 internal constant START = 1_000_000 * EPOCH + 2;
    uint48 internal constant ADMIN_DELAY = 2 days;

    bytes32 internal pool;

    address internal admin = makeAddr("admin");
    address internal operator = makeAddr("operator");
    address internal registrar = makeAddr("registrar");
    address internal guardian = makeAddr("guardian");
    address internal merchant = makeAddr("merchant");
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");
    address internal carol = makeAddr("carol");
    address internal stranger = makeAddr("stranger");

    uint256 private _paymentIds;

    /// @dev The manager that the test is about at this moment.
    function underTest() internal view virtual returns (PaymentLocks);

    /// @dev By its artifact: with the code of the manager inside every test contract, all of them compile for minutes.
    function deployManager(string memory artifact, uint256 epochLength) internal returns (address) {
        bytes memory args = abi.encode(admin, ADMIN_DELAY, address(amp), epochLength);
        return ArtifactVm(address(vm)).deployCode(artifact, args);
    }

    function grant(bytes32 role, address account) internal {
        PaymentLocks manager_ = underTest();
        vm.prank(admin);
        manager_.grantRole(role, account);
    }

    function giveRoles() internal virtual {
        grant(underTest().OPERATOR_ROLE(), operator);
        grant(underTest().REGISTRAR_ROLE(), registrar);
        grant(underTest().GUARDIAN_ROLE(), guardian);
    }

    /// @dev One merchant, three people with 1000 AMP each.
    function populate() internal {
        register(merchant);
        give(alice, 1000 ether);
        give(bob, 1000 ether);
        give(carol, 1000 ether);
    }

    function register(address account) internal {
        PaymentLocks manager_ = underTest();
        vm.prank(registrar);
        manager_.setMerchant(account, true);
    }

    function newPaymentId() internal returns (bytes32) {
        return keccak256(abi.encode("payment", ++_paymentIds));
    }

    function release(bytes32 paymentId, uint256 amount) internal {
        PaymentLocks manager_ = underTest();
        vm.prank(operator);
        manager_.release(paymentId, amount);
    }

    function draw(bytes32 paymentId, uint256 amount) internal {
        PaymentLocks manager_ = underTest();
        vm.prank(operator);
        manager_.draw(paymentId, amount);
    }

    function time() internal view returns (uint256) {
        return vm.getBlockTimestamp();
    }

    function skipTo(uint256 timestamp) internal {
        skipTime(timestamp - time());
    }

    /// @notice Wei of AMP that `account` can spend.
    function spendable(address account) internal view returns (uint256) {
        return amp.balanceOfByPartition(DEFAULT, account);
    }
}
