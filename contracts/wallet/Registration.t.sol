// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IERC1820Registry } from "@openzeppelin/contracts/interfaces/IERC1820Registry.sol";
import { Amp } from "../amp/Amp.sol";
import { CollateralPoolStrategy } from "../amp/CollateralPoolStrategy.sol";
import { HolderCollateralStrategy } from "../amp/HolderCollateralStrategy.sol";
import { IAmp } from "../amp/IAmp.sol";
import { ERC1820_REGISTRY } from "../amp/IERC1820Registry.sol";
import { Partition } from "../amp/Partition.sol";
import { SwapToken } from "../amp/SwapToken.sol";
import { ICollateralManager } from "../manager/ICollateralManager.sol";
import { Vm } from "../testing/Vm.sol";
import { WalletCollateral } from "./WalletCollateral.sol";
import { WalletFixture } from "./WalletFixture.sol";

/// @notice What a new manager registers, on whose Amp it works, and where it refuses to be born.
contract WalletRegistrationTest is WalletFixture {
    function setUp() public {
        deployWallet();
    }

    function create(address amp_, uint256 epochLength) external returns (WalletCollateral) {
        return new WalletCollateral(admin, ADMIN_DELAY, amp_, epochLength);
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

    /// @dev With its own registrations of validators, its own owner, and tokens that were there before.
    function test_it_works_on_an_amp_that_somebody_else_deployed() public {
        address other = makeAddr("somebody else");
        vm.startPrank(other);
        swapToken = new SwapToken("Other swap token", "OSWAP", other);
        amp = new Amp(address(swapToken), "Another Amp", "AMP");
        CollateralPoolStrategy poolRules = new CollateralPoolStrategy(IAmp(address(amp)));
        HolderCollateralStrategy holderRules = new HolderCollateralStrategy(IAmp(address(amp)));
        amp.setPartitionStrategy(Partition.POOL_PREFIX, address(poolRules));
        amp.setPartitionStrategy(Partition.HOLDER_PREFIX, address(holderRules));
        swapToken.mint(alice, 50 ether);
        vm.stopPrank();
        vm.startPrank(alice);
        swapToken.approve(address(amp), 50 ether);
        amp.swap(alice);
        vm.stopPrank();

        manager = newManager(EPOCH);
        giveRoles();
        register(merchant);
        pool = open("MAIN", defaultParams());
        join(alice, 50 ether);
        bytes32 id = lock(alice, 20 ether);
        exit(alice, 30 ether);
        vm.expectRevert();
        exit(alice, 1);
        draw(id, 15 ether);
        release(id, 5 ether);
        exit(alice, 5 ether);
        unenroll(alice);
        assertEq(spendable(merchant), 15 ether);
        assertEq(spendable(alice), 35 ether);
    }

    /// @dev A later registration in ERC-1820 changes nothing for the two that are there.
    function test_two_managers_on_one_amp_are_apart() public {
        join(alice, 100 ether);
        WalletCollateral first = manager;
        bytes32 firstPool = pool;
        manager = newManager(EPOCH);
        giveRoles();
        register(merchant);
        pool = open("MAIN", defaultParams());
        vm.expectRevert(bytes("Not the manager"));
        trust(alice); // has one
        join(bob, 100 ether);
        lock(bob, 100 ether);
        assertEq(first.holderInfo(firstPool, bob).locked, 0);
        assertEq(info(alice).maxExposure, 0);
    }

    function test_an_epoch_is_10_seconds_to_30_days_and_amp_a_contract() public {
        assertEq(this.create(address(amp), 10).epochLength(), 10);
        assertEq(this.create(address(amp), 30 days).epochLength(), 30 days);
        refused(address(amp), 9);
        refused(address(amp), 30 days + 1);
        refused(address(0), EPOCH);
        refused(alice, EPOCH);
    }

    function refused(address amp_, uint256 epochLength) private {
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.InvalidConfiguration.selector, epochLength, amp_));
        this.create(amp_, epochLength);
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
                abi.encodeCall(IERC1820Registry.getInterfaceImplementer, (next(), keccak256(bytes(names[i])))),
                abi.encode(address(0))
            );
            registrationFails();
            vm.clearMockedCalls();
        }
    }

    function test_a_token_that_does_not_take_it_as_a_manager_is_refused() public {
        vm.mockCall(address(amp), abi.encodeCall(IAmp.isCollateralManager, (next())), abi.encode(false));
        registrationFails();
    }

    function registrationFails() private {
        vm.expectRevert(abi.encodeWithSelector(ICollateralManager.RegistrationFailed.selector, next()));
        this.create(address(amp), EPOCH);
    }

    /// @dev Where this contract's next one will be.
    function next() private view returns (address) {
        uint256 nonce = vm.getNonce(address(this));
        require(nonce > 0 && nonce < 0x80, "nonce");
        return address(
            uint160(uint256(keccak256(abi.encodePacked(bytes2(0xd694), address(this), uint8(nonce)))))
        );
    }
}
