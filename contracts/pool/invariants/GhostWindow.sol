// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title  GhostWindow
/// @notice Test only: every draw of the operator's, and which of them count against the limit at a time.
contract GhostWindow {
    struct OperatorDraw {
        uint256 time;
        uint256 amount;
    }

    OperatorDraw[] private _draws;
    uint256 private _length;
    uint256 private _countFrom;
    uint256 private _countUntil;

    /// @dev What has been drawn in the window that runs goes on to count until the end of the new one.
    function setWindow(uint256 length) public {
        if (block.timestamp >= _countUntil) _countFrom = _length == 0 ? 0 : block.timestamp / _length * _length;
        _length = length;
        _countUntil = (block.timestamp / length + 1) * length;
    }

    function drawnInWindow() public view returns (uint256 sum) {
        uint256 from = block.timestamp >= _countUntil ? block.timestamp / _length * _length : _countFrom;
        for (uint256 i = _draws.length; i != 0 && _draws[i - 1].time >= from; --i) {
            sum += _draws[i - 1].amount;
        }
    }

    function windowEnds() public view returns (uint256) {
        return (block.timestamp / _length + 1) * _length;
    }

    function _noteDraw(uint256 amount) internal {
        if (block.timestamp >= _countUntil) {
            _countFrom = block.timestamp / _length * _length;
            _countUntil = _countFrom + _length;
        }
        _draws.push(OperatorDraw(block.timestamp, amount));
    }

    function _continueWindow(GhostWindow before) internal {
        setWindow(before.windowLength());
        _countFrom = block.timestamp;
        _draws.push(OperatorDraw(block.timestamp, before.drawnInWindow()));
    }

    function windowLength() external view returns (uint256) {
        return _length;
    }
}
