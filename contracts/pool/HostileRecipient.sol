// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAmpTokensRecipient } from "../amp/IAmpTokensRecipient.sol";
import { ERC1820_ACCEPT_MAGIC, ERC1820_REGISTRY, IERC1820Implementer } from "../amp/IERC1820Registry.sol";

/// @title  HostileRecipient
/// @notice Test only: a merchant or staker that, the moment it is paid, makes every call it was given and keeps quiet
///         about those that fail.
contract HostileRecipient is IAmpTokensRecipient, IERC1820Implementer {
    struct Attempt {
        address callee;
        bytes input;
    }

    Attempt[] private _attempts;
    bool public armed;
    uint256 public tried;
    uint256 public succeeded;
    bytes[] public failures;

    constructor() {
        ERC1820_REGISTRY.setInterfaceImplementer(address(this), keccak256("AmpTokensRecipient"), address(this));
    }

    function plan(address callee, bytes calldata input) external {
        _attempts.push(Attempt(callee, input));
        armed = true;
    }

    /// @notice Calls `callee` as this account, for set-up and for what it may do.
    function act(address callee, bytes calldata input) external returns (bytes memory) {
        (bool ok, bytes memory answer) = callee.call(input);
        require(ok, "act");
        return answer;
    }

    function tokensReceived(
        bytes4,
        bytes32,
        address,
        address,
        address,
        uint256,
        bytes calldata,
        bytes calldata
    ) external override {
        if (!armed) return;
        armed = false;
        for (uint256 i = 0; i < _attempts.length; ++i) {
            ++tried;
            (bool ok, bytes memory answer) = _attempts[i].callee.call(_attempts[i].input);
            if (ok) ++succeeded;
            else failures.push(answer);
        }
    }

    function canReceive(bytes4, bytes32, address, address, address, uint256, bytes calldata, bytes calldata)
        external
        pure
        override
        returns (bool)
    {
        return true;
    }

    function canImplementInterfaceForAddress(bytes32, address) external pure override returns (bytes32) {
        return ERC1820_ACCEPT_MAGIC;
    }
}
