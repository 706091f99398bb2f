// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IAmp } from "../../amp/IAmp.sol";
import { Partition } from "../../amp/Partition.sol";
import { ICollateralManager } from "../../manager/ICollateralManager.sol";
import { Vm } from "../../testing/Vm.sol";
import { IWalletCollateral } from "../IWalletCollateral.sol";

/// @title  WalletReplay
/// @notice Test only: all that can be known of a manager, from its and Amp's logs alone.
contract WalletReplay {
    struct Holder {
        bool enrolled;
        uint256 exposure;
        uint256 locked; // as the last event told
    }

    struct Payment {
        bytes32 pool;
        address merchant;
        ICollateralManager.LockStatus status;
        uint256 remaining;
        uint256 settleBy;
        uint256 expiresAt;
        uint256 claimDelay;
        uint256 claimMaturesAt;
        uint256 locks; // events that opened it
    }

    address private immutable _manager;
    address private immutable _amp;

    mapping(bytes32 pool => mapping(address holder => Holder)) private _holders;
    mapping(bytes32 id => Payment) private _payments;
    mapping(bytes32 id => IWalletCollateral.Slice[]) private _slices;
    mapping(bytes32 pool => mapping(address account => uint256)) public owed;
    mapping(bytes32 pool => uint256) public kept;
    mapping(bytes32 partition => mapping(address account => uint256)) public balances;
    mapping(bytes32 pool => bytes) public params;
    mapping(bytes32 pool => bytes) public pauses;
    mapping(address merchant => uint256) public since;
    bytes32[] public ids;

    constructor(address manager, address amp) {
        (_manager, _amp) = (manager, amp);
    }

    function holder(bytes32 pool, address account) external view returns (Holder memory) {
        return _holders[pool][account];
    }

    function payment(bytes32 id) external view returns (Payment memory) {
        return _payments[id];
    }

    function slices(bytes32 id) external view returns (IWalletCollateral.Slice[] memory) {
        return _slices[id];
    }

    function count() external view returns (uint256) {
        return ids.length;
    }

    function take(Vm.Log[] calldata logs) external {
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter == _manager) _own(logs[i].topics, logs[i].data);
            else if (logs[i].emitter == _amp) _transfer(logs[i].topics, logs[i].data);
        }
    }

    function _transfer(bytes32[] calldata topics, bytes calldata data) private {
        if (topics[0] != IAmp.TransferByPartition.selector) return;
        (, uint256 value, bytes memory extra,) = abi.decode(data, (address, uint256, bytes, bytes));
        if (topics[1] != Partition.DEFAULT) balances[topics[1]][_account(topics[2])] -= value;
        balances[Partition.destinationOf(extra, topics[1])][_account(topics[3])] += value;
    }

    function _own(bytes32[] calldata topics, bytes calldata data) private {
        bytes32 topic = topics[0];
        if (topic == IWalletCollateral.HolderEnrolled.selector) {
            Holder storage h = _holders[topics[1]][_account(topics[2])];
            (h.enrolled, h.exposure) = (true, abi.decode(data, (uint256)));
        } else if (topic == IWalletCollateral.HolderUnenrolled.selector) {
            Holder storage h = _holders[topics[1]][_account(topics[2])];
            (h.enrolled, h.exposure) = (false, 0);
        } else if (topic == IWalletCollateral.HolderRolled.selector) {
            uint256[2] memory d = abi.decode(data, (uint256[2]));
            Holder storage h = _holders[topics[1]][_account(topics[2])];
            require(h.locked == d[0] + d[1], "replay: a gap before a roll");
            h.locked = d[1];
        } else if (topic == IWalletCollateral.CollateralLocked.selector) {
            _locked(topics, data);
        } else if (topic == IWalletCollateral.SliceLocked.selector) {
            uint256[3] memory d = abi.decode(data, (uint256[3]));
            require(_slices[topics[1]].length == d[0], "replay: a gap between slices");
            _slices[topics[1]].push(IWalletCollateral.Slice(_account(topics[2]), uint96(d[1])));
            Holder storage h = _holders[_payments[topics[1]].pool][_account(topics[2])];
            require(h.locked + d[1] == d[2], "replay: a gap before a slice");
            h.locked = d[2];
        } else if (
            topic == IWalletCollateral.SliceReleased.selector || topic == IWalletCollateral.SliceDrawn.selector
        ) {
            _cut(topics, data);
        } else if (topic == IWalletCollateral.LockReleased.selector) {
            uint256[2] memory d = abi.decode(data, (uint256[2]));
            _reduce(topics[1], d[0], d[1], ICollateralManager.LockStatus.Released);
        } else if (topic == IWalletCollateral.LockDrawn.selector) {
            uint256[3] memory d = abi.decode(data, (uint256[3]));
            _reduce(topics[1], d[1], d[2], ICollateralManager.LockStatus.Drawn);
        } else {
            _rest(topics, data);
        }
    }

    function _rest(bytes32[] calldata topics, bytes calldata data) private {
        bytes32 topic = topics[0];
        if (topic == ICollateralManager.LockClaimed.selector) {
            _payments[topics[1]].status = ICollateralManager.LockStatus.Claimed;
            _payments[topics[1]].claimMaturesAt = abi.decode(data, (uint256));
        } else if (topic == ICollateralManager.PayoutDeferred.selector) {
            uint256[3] memory d = abi.decode(data, (uint256[3]));
            require(owed[topics[1]][_account(topics[2])] + d[0] == d[1], "replay: a gap before a deferral");
            (owed[topics[1]][_account(topics[2])], kept[topics[1]]) = (d[1], d[2]);
        } else if (topic == ICollateralManager.DeferredPaid.selector) {
            uint256[2] memory d = abi.decode(data, (uint256[2]));
            require(owed[topics[1]][_account(topics[2])] == d[0], "replay: a gap before a payment");
            (owed[topics[1]][_account(topics[2])], kept[topics[1]]) = (0, d[1]);
        } else if (topic == IWalletCollateral.ParamsSet.selector) {
            params[topics[1]] = data;
        } else if (topic == ICollateralManager.PausesSet.selector) {
            pauses[topics[1]] = data[:96];
        } else if (topic == ICollateralManager.MerchantSet.selector) {
            (, uint256 from) = abi.decode(data, (bool, uint256));
            since[_account(topics[1])] = from;
        }
    }

    function _locked(bytes32[] calldata topics, bytes calldata data) private {
        uint256[4] memory d = abi.decode(data[:128], (uint256[4]));
        Payment storage p = _payments[topics[1]];
        if (p.locks == 0) ids.push(topics[1]);
        ++p.locks;
        (p.pool, p.merchant) = (topics[2], _account(topics[3]));
        (p.remaining, p.settleBy, p.expiresAt, p.claimDelay) = (d[0], d[1], d[2], d[3]);
        p.status = ICollateralManager.LockStatus.Open;
    }

    function _cut(bytes32[] calldata topics, bytes calldata data) private {
        uint256[4] memory d = abi.decode(data, (uint256[4]));
        IWalletCollateral.Slice storage s = _slices[topics[1]][d[0]];
        require(s.holder == _account(topics[2]) && s.amount == d[1] + d[2], "replay: a gap in a slice");
        s.amount = uint96(d[2]);
        Holder storage h = _holders[_payments[topics[1]].pool][s.holder];
        require(h.locked == d[1] + d[3], "replay: a gap before a cut");
        h.locked = d[3];
    }

    function _reduce(bytes32 id, uint256 amount, uint256 remaining, ICollateralManager.LockStatus emptied) private {
        Payment storage p = _payments[id];
        require(p.remaining == amount + remaining, "replay: a gap in a lock");
        p.remaining = remaining;
        if (remaining == 0) p.status = emptied;
    }

    function _account(bytes32 topic) private pure returns (address) {
        return address(uint160(uint256(topic)));
    }
}
