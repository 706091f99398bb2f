// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IERC1820Registry } from "@openzeppelin/contracts/interfaces/IERC1820Registry.sol";
import { IAccessControlDefaultAdminRules } from
    "@openzeppelin/contracts/access/extensions/IAccessControlDefaultAdminRules.sol";
import { ERC1820_REGISTRY } from "../amp/IERC1820Registry.sol";
import { IAmp } from "../amp/IAmp.sol";
import { Vm } from "../testing/Vm.sol";
import { CollateralPool } from "./CollateralPool.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { PoolFixture } from "./PoolFixture.sol";

/// @notice What a new manager registers, and where it refuses to be born.
contract RegistrationTest is PoolFixture {
    function setUp() public {
        deployPool();
    }

    function create(address amp_, uint256 epochLength) external returns (CollateralPool) {
        return new CollateralPool(admin, ADMIN_DELAY, amp_, epochLength);
    }

    function test_it_is_its_own_hooks_a_manager_of_amp_and_has_one_admin() public view {
        address self = address(manager);
        assertEq(ERC1820_REGISTRY.getInterfaceImplementer(self, keccak256("AmpTokensSender")), self, "sender");
        assertEq(ERC1820_REGISTRY.getInterfaceImplementer(self, keccak256("AmpTokensRecipient")), self, "recipient");
        assertEq(ERC1820_REGISTRY.getManager(self), self, "nobody else can change that");
        assertTrue(amp.isCollateralManager(self));
        assertEq(address(manager.amp()), address(amp));
        assertEq(manager.epochLength(), EPOCH);
        assertEq(manager.defaultAdmin(), admin);
        assertEq(uint256(manager.defaultAdminDelay()), ADMIN_DELAY);
        assertEq(manager.poolCount(), 1);
    }

    function test_it_makes_nobody_an_operator_of_its_tokens() public {
        vm.recordLogs();
        this.create(address(amp), EPOCH);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 registrations;
        for (uint256 i = 0; i < logs.length; ++i) {
            bytes32 topic = logs[i].topics[0];
            assertNotEq(topic, keccak256("AuthorizedOperator(address,address)"));
            assertNotEq(topic, keccak256("AuthorizedOperatorByPartition(bytes32,address,address)"));
            if (topic == keccak256("CollateralManagerRegistered(address)")) ++registrations;
        }
        assertEq(registrations, 1);
    }

    function test_an_epoch_is_10_seconds_to_30_days() public {
        assertEq(this.create(address(amp), 10).epochLength(), 10);
        assertEq(this.create(address(amp), 30 days).epochLength(), 30 days);
        refused(address(amp), 9);
        refused(address(amp), 30 days + 1);
        refused(address(amp), 0);
    }

    function test_amp_must_be_a_contract() public {
        refused(address(0), EPOCH);
        refused(alice, EPOCH);
    }

    function refused(address amp_, uint256 epochLength) private {
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.InvalidConfiguration.selector, epochLength, amp_));
        this.create(amp_, epochLength);
    }

    function test_an_admin_is_needed() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessControlDefaultAdminRules.AccessControlInvalidDefaultAdmin.selector, address(0)
            )
        );
        new CollateralPool(address(0), ADMIN_DELAY, address(amp), EPOCH);
    }

    function test_a_chain_without_the_registry_is_refused() public {
        vm.etch(address(ERC1820_REGISTRY), "");
        registrationFails();
    }

    function test_a_registry_that_forgets_either_hook_is_refused() public {
        string[2] memory names = ["AmpTokensSender", "AmpTokensRecipient"];
        for (uint256 i = 0; i < 2; ++i) {
            vm.mockCall(
                address(ERC1820_REGISTRY),
                abi.encodeCall(
                    IERC1820Registry.getInterfaceImplementer, (next(), keccak256(bytes(names[i])))
                ),
                abi.encode(address(0))
            );
            registrationFails();
            vm.clearMockedCalls();
        }
    }

    function test_a_token_that_does_not_take_it_as_a_manager_is_refused() public {
        vm.mockCall(
            address(amp), abi.encodeCall(IAmp.isCollateralManager, (next())), abi.encode(false)
        );
        registrationFails();
    }

    function registrationFails() private {
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.RegistrationFailed.selector, next()));
        this.create(address(amp), EPOCH);
    }

    /// @dev Where this contract's next one will be.
    function next() private view returns (address) {
        return computeCreateAddress(address(this), vm.getNonce(address(this)));
    }

    function test_tokens_at_its_address_before_it_is_born_are_no_part_of_any_pool() public {
        address born = next();
        vm.prank(alice);
        amp.transfer(born, 5 ether);

        CollateralPool late = this.create(address(amp), EPOCH);
        assertEq(address(late), born);
        vm.prank(admin);
        bytes32 latePool = late.createPool("MAIN", defaultParams());
        send(bob, born, 10 ether, latePool);
        assertEq(late.poolInfo(latePool).assets, 10 ether);
        assertEq(amp.balanceOfByPartition(latePool, born), 10 ether);
        assertEq(amp.balanceOfByPartition(DEFAULT, born), 5 ether);
    }

    function computeCreateAddress(address deployer, uint256 nonce) private pure returns (address) {
        require(nonce > 0 && nonce < 0x80, "nonce");
        return address(
            uint160(uint256(keccak256(abi.encodePacked(bytes2(0xd694), deployer, uint8(nonce)))))
        );
    }
}
