// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { AmpCodes } from "./AmpCodes.sol";
import { AmpLedger } from "./AmpLedger.sol";
import { AmpNames } from "./AmpNames.sol";
import { AmpOperators } from "./AmpOperators.sol";
import { Partition } from "./Partition.sol";

/// @title  Amp
/// @notice The AMP token for local chains. From outside it behaves as the one on mainnet does, its surprises included.
/// @dev    Deployer and first owner are one. Needs the ERC-1820 registry on its chain.
///         A transfer runs in a fixed order: receiver is not zero, operator or allowance, sender's hook, strategy of
///         the source, balance is enough, balances move, strategy of the destination, receiver's hook, events. There
///         is no guard against re-entrancy, on purpose: a nested transfer finishes, and logs, before the outer one.
contract Amp is AmpLedger, AmpOperators {
    string public override name;
    string public override symbol;
    uint256 public override totalSupply;

    bytes32 public constant override defaultPartition = Partition.DEFAULT;

    address public immutable override swapToken;

    /// @dev Swapped tokens end here, where nobody can move them.
    address public constant override swapTokenGraveyard = 0x000000000000000000000000000000000000dEaD;

    /// @param swapToken_ the ERC-20 token that is exchanged for AMP
    constructor(address swapToken_, string memory name_, string memory symbol_) {
        require(swapToken_ != address(0), AmpCodes.ZERO_SWAP_TOKEN);
        swapToken = swapToken_;
        name = name_;
        symbol = symbol_;

        _register(AmpNames.TOKEN, address(this));
        _register(AmpNames.ERC20, address(this));
        _accept(AmpNames.TOKEN);
        _accept(AmpNames.ERC20);
    }

    function decimals() external pure override returns (uint8) {
        return 18;
    }

    function granularity() external pure override returns (uint256) {
        return 1;
    }

    // ---------------------------------------------------------------- transfers

    function transfer(address to, uint256 value) external override returns (bool) {
        _move(Partition.DEFAULT, msg.sender, to, value, "", "");
        return true;
    }

    function transferFrom(address from, address to, uint256 value) external override returns (bool) {
        _move(Partition.DEFAULT, from, to, value, "", "");
        return true;
    }

    function transferByPartition(
        bytes32 partition,
        address from,
        address to,
        uint256 value,
        bytes calldata data,
        bytes calldata operatorData
    ) external override returns (bytes32) {
        return _move(partition, from, to, value, data, operatorData);
    }

    function _move(
        bytes32 partition,
        address from,
        address to,
        uint256 value,
        bytes memory data,
        bytes memory operatorData
    ) private returns (bytes32) {
        require(to != address(0), AmpCodes.ZERO_RECEIVER);
        _permit(partition, msg.sender, from, value);

        Movement memory m = Movement({
            fromPartition: partition,
            toPartition: Partition.destinationOf(data, partition),
            operator: msg.sender,
            from: from,
            to: to,
            value: value,
            data: data,
            operatorData: operatorData
        });

        _beforeMovement(m);
        // Only now: the hooks above may have moved tokens of this holder.
        require(balanceOfByPartition(partition, from) >= value, AmpCodes.BALANCE_TOO_SMALL);
        _take(from, partition, value);
        _give(to, m.toPartition, value);
        _afterMovement(m);

        _emitTransfer(m);
        if (m.toPartition != partition) emit ChangedPartition(partition, m.toPartition, value);
        return m.toPartition;
    }

    // ---------------------------------------------------------------- swap

    function swap(address from) external override {
        uint256 amount = IERC20(swapToken).allowance(from, address(this));
        require(amount > 0, AmpCodes.NO_OPERATOR_NO_ALLOWANCE);
        require(IERC20(swapToken).transferFrom(from, swapTokenGraveyard, amount), AmpCodes.SWAP_TRANSFER_FAILED);
        _mint(from, amount);
        emit Swap(msg.sender, from, amount);
    }

    function _mint(address to, uint256 value) private {
        require(to != address(0), AmpCodes.ZERO_RECEIVER);
        Movement memory m = Movement({
            fromPartition: Partition.DEFAULT,
            toPartition: Partition.DEFAULT,
            operator: msg.sender,
            from: address(0),
            to: to,
            value: value,
            data: "",
            operatorData: ""
        });

        totalSupply += value;
        _give(to, Partition.DEFAULT, value);
        _afterMovement(m);

        emit Minted(m.operator, to, value, "");
        _emitTransfer(m);
    }

    function _emitTransfer(Movement memory m) private {
        emit Transfer(m.from, m.to, m.value);
        emit TransferByPartition(m.fromPartition, m.operator, m.from, m.to, m.value, m.data, m.operatorData);
    }
}
