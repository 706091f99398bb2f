// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Amp } from "../amp/Amp.sol";
import { CollateralPoolStrategy } from "../amp/CollateralPoolStrategy.sol";
import { HolderCollateralStrategy } from "../amp/HolderCollateralStrategy.sol";
import { ERC1820_REGISTRY } from "../amp/IERC1820Registry.sol";
import { Partition } from "../amp/Partition.sol";
import { SwapToken } from "../amp/SwapToken.sol";
import { Test } from "./Test.sol";

/// @title  AmpFixture
/// @notice A chain with AMP on it: the ERC-1820 registry at its address, the token, both strategies.
/// @dev    Call `deployAmp()` in `setUp`. The test contract owns the swap token and Amp.
abstract contract AmpFixture is Test {
    bytes32 internal constant DEFAULT = Partition.DEFAULT;

    SwapToken internal swapToken;
    Amp internal amp;
    CollateralPoolStrategy internal poolStrategy;
    HolderCollateralStrategy internal holderStrategy;

    function deployAmp() internal {
        deployRegistry();
        swapToken = new SwapToken("Swap token", "SWAP", address(this));
        amp = new Amp(address(swapToken), "Amp", "AMP");
        poolStrategy = new CollateralPoolStrategy(amp);
        holderStrategy = new HolderCollateralStrategy(amp);
        amp.setPartitionStrategy(Partition.POOL_PREFIX, address(poolStrategy));
        amp.setPartitionStrategy(Partition.HOLDER_PREFIX, address(holderStrategy));
        vm.label(address(amp), "Amp");
        vm.label(address(ERC1820_REGISTRY), "ERC1820");
    }

    /// @dev Runs the registry's own creation code, then puts the result at the address that its keyless deployment
    ///      gives it. The creation code writes no storage, so the runtime is all there is.
    function deployRegistry() internal {
        bytes memory initCode = vm.parseJsonBytes(vm.readFile("contracts/amp/erc1820.json"), ".initCode");
        address created;
        assembly ("memory-safe") {
            created := create(0, add(initCode, 32), mload(initCode))
        }
        assertTrue(created.code.length > 0, "the registry was not created");
        vm.etch(address(ERC1820_REGISTRY), created.code);
    }

    /// @notice Puts `amount` wei of AMP into the default partition of `account`, by a swap of its own.
    function give(address account, uint256 amount) internal {
        swapToken.mint(account, amount);
        vm.prank(account);
        swapToken.approve(address(amp), amount);
        vm.prank(account);
        amp.swap(account);
    }

    /// @notice Registers `implementer` in ERC-1820 as the `name` of `account`: a hook, see `AmpNames`.
    function implement(address account, string memory name, address implementer) internal {
        vm.prank(account);
        ERC1820_REGISTRY.setInterfaceImplementer(account, keccak256(bytes(name)), implementer);
    }

    /// @notice Transfer data that sends tokens to `partition`.
    function toPartition(bytes32 partition) internal pure returns (bytes memory) {
        return Partition.flagged(partition);
    }

    /// @notice `CCCCCCCC | tag | manager`
    function poolPartition(bytes8 tag, address manager) internal pure returns (bytes32) {
        return Partition.id(Partition.POOL_PREFIX, tag, manager);
    }

    /// @notice `AAAAAAAA | tag | manager`
    function holderPartition(bytes8 tag, address manager) internal pure returns (bytes32) {
        return Partition.id(Partition.HOLDER_PREFIX, tag, manager);
    }

    /// @notice Moves `amount` of `from` out of its default partition into `partition` of `to`, by `from` itself.
    function send(address from, address to, uint256 amount, bytes32 partition) internal {
        vm.prank(from);
        amp.transferByPartition(DEFAULT, from, to, amount, toPartition(partition), "");
    }
}
