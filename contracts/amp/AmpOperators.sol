// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { AmpCodes } from "./AmpCodes.sol";
import { AmpStrategies } from "./AmpStrategies.sol";
import { Partition } from "./Partition.sol";

/// @title  AmpOperators
/// @notice Who may move tokens that are not theirs: operators, spenders of an allowance, and collateral managers.
abstract contract AmpOperators is AmpStrategies {
    address[] public override collateralManagers;
    mapping(address account => bool) public override isCollateralManager;

    mapping(address holder => mapping(address operator => bool)) private _everywhere;
    mapping(address holder => mapping(bytes32 partition => mapping(address operator => bool))) private _inPartition;
    mapping(bytes32 partition => mapping(address holder => mapping(address spender => uint256))) private _allowed;

    // ---------------------------------------------------------------- managers

    function registerCollateralManager() external override {
        require(!isCollateralManager[msg.sender], AmpCodes.MANAGER_KNOWN);
        collateralManagers.push(msg.sender);
        isCollateralManager[msg.sender] = true;
        emit CollateralManagerRegistered(msg.sender);
    }

    // ---------------------------------------------------------------- operators

    /// @dev Everyone is an operator of itself, which can be neither granted nor taken away.
    modifier notSelf(address operator) {
        require(operator != msg.sender, AmpCodes.INVALID_OPERATOR);
        _;
    }

    function authorizeOperator(address operator) external override notSelf(operator) {
        _everywhere[msg.sender][operator] = true;
        emit AuthorizedOperator(operator, msg.sender);
    }

    function revokeOperator(address operator) external override notSelf(operator) {
        _everywhere[msg.sender][operator] = false;
        emit RevokedOperator(operator, msg.sender);
    }

    function authorizeOperatorByPartition(bytes32 partition, address operator) external override notSelf(operator) {
        _inPartition[msg.sender][partition][operator] = true;
        emit AuthorizedOperatorByPartition(partition, operator, msg.sender);
    }

    function revokeOperatorByPartition(bytes32 partition, address operator) external override notSelf(operator) {
        _inPartition[msg.sender][partition][operator] = false;
        emit RevokedOperatorByPartition(partition, operator, msg.sender);
    }

    function isOperator(address operator, address holder) public view override returns (bool) {
        return operator == holder || _everywhere[holder][operator];
    }

    function isOperatorForPartition(bytes32 partition, address operator, address holder)
        public
        view
        override
        returns (bool)
    {
        return _isAuthorized(partition, operator, holder) || _strategyGrants(partition, operator, holder);
    }

    function isOperatorForCollateralManager(bytes32 partition, address operator, address manager)
        external
        view
        override
        returns (bool)
    {
        return isCollateralManager[manager] && _isAuthorized(partition, operator, manager);
    }

    function _isAuthorized(bytes32 partition, address operator, address holder) private view returns (bool) {
        return isOperator(operator, holder) || _inPartition[holder][partition][operator];
    }

    // ---------------------------------------------------------------- allowances

    function allowance(address holder, address spender) external view override returns (uint256) {
        return _allowed[Partition.DEFAULT][holder][spender];
    }

    function allowanceByPartition(bytes32 partition, address holder, address spender)
        external
        view
        override
        returns (uint256)
    {
        return _allowed[partition][holder][spender];
    }

    function approve(address spender, uint256 value) external override returns (bool) {
        return _approve(Partition.DEFAULT, spender, value);
    }

    function approveByPartition(bytes32 partition, address spender, uint256 value) external override returns (bool) {
        return _approve(partition, spender, value);
    }

    function increaseAllowance(address spender, uint256 added) external override returns (bool) {
        return _increase(Partition.DEFAULT, spender, added);
    }

    function increaseAllowanceByPartition(bytes32 partition, address spender, uint256 added)
        external
        override
        returns (bool)
    {
        return _increase(partition, spender, added);
    }

    function decreaseAllowance(address spender, uint256 subtracted) external override returns (bool) {
        return _decrease(Partition.DEFAULT, spender, subtracted);
    }

    function decreaseAllowanceByPartition(bytes32 partition, address spender, uint256 subtracted)
        external
        override
        returns (bool)
    {
        return _decrease(partition, spender, subtracted);
    }

    function _increase(bytes32 partition, address spender, uint256 added) private returns (bool) {
        uint256 current = _allowed[partition][msg.sender][spender];
        require(added <= type(uint256).max - current, AmpCodes.ADDITION_OVERFLOW);
        return _approve(partition, spender, current + added);
    }

    function _decrease(bytes32 partition, address spender, uint256 subtracted) private returns (bool) {
        uint256 current = _allowed[partition][msg.sender][spender];
        require(subtracted <= current, AmpCodes.SUBTRACTION_OVERFLOW);
        return _approve(partition, spender, current - subtracted);
    }

    function _approve(bytes32 partition, address spender, uint256 value) private returns (bool) {
        require(msg.sender != address(0), AmpCodes.INVALID_SENDER);
        require(spender != address(0), AmpCodes.INVALID_OPERATOR);
        _allowed[partition][msg.sender][spender] = value;
        emit ApprovalByPartition(partition, msg.sender, spender, value);
        if (partition == Partition.DEFAULT) emit Approval(msg.sender, spender, value);
        return true;
    }

    /// @dev Lets `operator` move `value` of `from`, or reverts. An operator uses up an allowance as well if it has
    ///      one: down to zero when the allowance is the smaller. No event, and no special case for the largest one.
    function _permit(bytes32 partition, address operator, address from, uint256 value) internal {
        if (from == operator) return;
        uint256 allowed = _allowed[partition][from][operator];
        require(
            isOperatorForPartition(partition, operator, from) || value <= allowed, AmpCodes.NO_OPERATOR_NO_ALLOWANCE
        );
        _allowed[partition][from][operator] = value <= allowed ? allowed - value : 0;
    }
}
