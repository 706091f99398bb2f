// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { Ownable } from "@openzeppelin/contracts/access/Ownable.sol";
import { ERC20 } from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title  SwapToken
/// @notice The token that Amp is swapped for on a local chain: plain ERC-20, 18 decimals. Whoever mints it decides
///         how much AMP there can be.
contract SwapToken is ERC20, Ownable {
    constructor(string memory name_, string memory symbol_, address owner_) ERC20(name_, symbol_) Ownable(owner_) { }

    /// @notice Owner only.
    /// @param  amount wei
    function mint(address to, uint256 amount) external onlyOwner {
        _mint(to, amount);
    }
}
