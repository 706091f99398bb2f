// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title  Refusal
/// @notice An error as revert data: where an act is refused alone, and passed over in a batch or a preview.
library Refusal {
    /// @dev Reverts with `refusal`, an error's selector and arguments, unless it is empty.
    function raise(bytes memory refusal) internal pure {
        if (refusal.length == 0) return;
        assembly ("memory-safe") {
            revert(add(refusal, 32), mload(refusal))
        }
    }

    /// @dev Revert data of an error with one argument.
    function data(bytes4 selector, bytes32 argument) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(selector, argument);
    }
}
