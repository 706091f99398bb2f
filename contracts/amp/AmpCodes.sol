// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title  AmpCodes
/// @notice The revert reasons of Amp: two characters each.
/// @dev    50, 51, 59 and 5B exist on paper only: no path of the token ends in them.
library AmpCodes {
    string internal constant BALANCE_TOO_SMALL = "52";
    string internal constant NO_OPERATOR_NO_ALLOWANCE = "53";
    string internal constant INVALID_SENDER = "56";
    string internal constant ZERO_RECEIVER = "57";
    string internal constant INVALID_OPERATOR = "58";
    string internal constant ZERO_SWAP_TOKEN = "5A";
    string internal constant MANAGER_KNOWN = "5C";
    string internal constant PREFIX_WITHOUT_STRATEGY = "5D";
    string internal constant PREFIX_TAKEN = "5E";
    string internal constant ZERO_PREFIX = "5F";
    string internal constant SWAP_TRANSFER_FAILED = "60";

    // The deployed token reports these three in words. Kept, so that a wallet shows the same on both.
    string internal constant NOT_OWNER = "Invalid sender";
    string internal constant ADDITION_OVERFLOW = "SafeMath: addition overflow";
    string internal constant SUBTRACTION_OVERFLOW = "SafeMath: subtraction overflow";
}
