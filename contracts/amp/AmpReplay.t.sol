// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import { IERC20 } from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import { AmpFixture } from "../testing/AmpFixture.sol";
import { HookProbe } from "../testing/HookProbe.sol";
import { Test } from "../testing/Test.sol";
import { Vm } from "../testing/Vm.sol";
import { Amp } from "./Amp.sol";
import { AmpNames } from "./AmpNames.sol";
import { IAmp } from "./IAmp.sol";
import { ERC1820_REGISTRY } from "./IERC1820Registry.sol";
import { Partition } from "./Partition.sol";
import { SwapToken } from "./SwapToken.sol";

/// @dev Moves tokens about at random, by every way there is, and keeps balances of its own that come from logs alone.
///      No call here may revert: an unlucky draw becomes a smaller transfer, down to nothing.
contract AmpTraffic is Test {
    Amp public immutable amp;
    SwapToken private immutable swapToken;
    HookProbe private immutable probe = new HookProbe();
    address private immutable manager;
    address private immutable hooked;

    address[] public accounts;
    bytes32[] public partitions;

    /// @dev Signed, as a nested transfer may spend, in the logs, what the outer one has yet to bring.
    mapping(bytes32 partition => mapping(address account => int256)) public replayed;
    uint256 public minted;

    constructor(Amp amp_, SwapToken swapToken_) {
        amp = amp_;
        swapToken = swapToken_;
        manager = makeAddr("manager");
        hooked = makeAddr("hooked");
        accounts = [makeAddr("alice"), makeAddr("bob"), makeAddr("carol"), hooked, manager];
        partitions = [
            Partition.DEFAULT,
            bytes32(uint256(1)),
            Partition.id(Partition.POOL_PREFIX, "COFFEE", manager),
            Partition.id(Partition.POOL_PREFIX, "TEA", manager),
            Partition.id(Partition.HOLDER_PREFIX, "COFFEE", manager)
        ];
        vm.prank(manager);
        amp.registerCollateralManager();
        vm.startPrank(hooked);
        ERC1820_REGISTRY.setInterfaceImplementer(hooked, keccak256(bytes(AmpNames.RECIPIENT)), address(probe));
        amp.authorizeOperator(address(probe));
        vm.stopPrank();
    }

    function accountCount() external view returns (uint256) {
        return accounts.length;
    }

    function partitionCount() external view returns (uint256) {
        return partitions.length;
    }

    // ---------------------------------------------------------------- what may happen

    function swap(uint256 who, uint256 amount) external {
        address account = _account(who);
        amount = bound(amount, 1, 1e30);
        swapToken.mint(account, amount);
        vm.prank(account);
        swapToken.approve(address(amp), amount);
        vm.recordLogs();
        amp.swap(account);
        _replay();
    }

    function transfer(uint256 from, uint256 to, uint256 value) external {
        address sender = _account(from);
        value = _value(Partition.DEFAULT, sender, value);
        vm.recordLogs();
        vm.prank(sender);
        amp.transfer(_account(to), value);
        _replay();
    }

    /// @dev By the holder, or by someone else with an allowance of just that much.
    function move(uint256 from, uint256 to, uint256 source, uint256 destination, uint256 value, uint256 by) external {
        (address sender, bytes32 partition) = (_account(from), _partition(source));
        bytes32 target = _partition(destination);
        value = _value(partition, sender, value);
        address caller = _account(by);
        vm.prank(sender);
        amp.approveByPartition(partition, caller, value);

        bytes memory data = target == partition ? bytes("") : Partition.flagged(target);
        address receiver = _receiverFor(target, _account(to));
        vm.recordLogs();
        vm.prank(caller);
        amp.transferByPartition(partition, sender, receiver, value, data, "");
        _replay();
    }

    /// @dev The receiver's hook passes tokens on, before the transfer that brings them has logged anything.
    function nest(uint256 from, uint256 to, uint256 value, uint256 passedOn) external {
        address sender = _account(from);
        value = _value(Partition.DEFAULT, sender, value);
        uint256 most = amp.balanceOfByPartition(Partition.DEFAULT, hooked) + (sender == hooked ? 0 : value);
        address next = accounts[to % 3]; // not the hooked one
        probe.callBack(address(amp), abi.encodeCall(IERC20.transferFrom, (hooked, next, bound(passedOn, 0, most))));
        vm.recordLogs();
        vm.prank(sender);
        amp.transfer(hooked, value);
        _replay();
    }

    // ---------------------------------------------------------------- balances from logs

    function _replay() private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].emitter != address(amp)) continue;
            bytes32 topic = logs[i].topics[0];
            if (topic == IAmp.Minted.selector) {
                (uint256 value,) = abi.decode(logs[i].data, (uint256, bytes));
                replayed[Partition.DEFAULT][_address(logs[i].topics[2])] += int256(value);
                minted += value;
            } else if (topic == IAmp.TransferByPartition.selector) {
                _replayTransfer(logs[i]);
            }
        }
    }

    function _replayTransfer(Vm.Log memory entry) private {
        (bytes32 source, address from, address to) =
            (entry.topics[1], _address(entry.topics[2]), _address(entry.topics[3]));
        (, uint256 value, bytes memory data,) = abi.decode(entry.data, (address, uint256, bytes, bytes));
        if (from == address(0)) return; // a mint once more: `Minted` has been counted
        replayed[source][from] -= int256(value);
        replayed[Partition.destinationOf(data, source)][to] += int256(value);
    }

    // ---------------------------------------------------------------- draws

    function _address(bytes32 topic) private pure returns (address) {
        return address(uint160(uint256(topic)));
    }

    function _account(uint256 draw) private view returns (address) {
        return accounts[draw % accounts.length];
    }

    function _partition(uint256 draw) private view returns (bytes32) {
        return partitions[draw % partitions.length];
    }

    /// @dev One draw in four moves everything, as that is what empties partitions.
    function _value(bytes32 partition, address holder, uint256 draw) private view returns (uint256) {
        uint256 balance = amp.balanceOfByPartition(partition, holder);
        return draw % 4 == 0 ? balance : bound(draw, 0, balance);
    }

    function _receiverFor(bytes32 partition, address wanted) private view returns (address) {
        bytes4 prefix = Partition.prefix(partition);
        if (prefix == Partition.POOL_PREFIX) return manager;
        if (prefix == Partition.HOLDER_PREFIX && wanted == manager) return accounts[0];
        return wanted;
    }
}

contract AmpReplayTest is AmpFixture {
    AmpTraffic private traffic;

    function setUp() public {
        deployAmp();
        traffic = new AmpTraffic(amp, swapToken);
        swapToken.transferOwnership(address(traffic));
        bytes4[] memory selectors = new bytes4[](4);
        selectors[0] = AmpTraffic.swap.selector;
        selectors[1] = AmpTraffic.transfer.selector;
        selectors[2] = AmpTraffic.move.selector;
        selectors[3] = AmpTraffic.nest.selector;
        targetContract(address(traffic));
        targetSelector(address(traffic), selectors);
    }

    function invariant_balances_rebuilt_from_logs_are_the_balances() public view {
        for (uint256 p = 0; p < traffic.partitionCount(); p++) {
            for (uint256 a = 0; a < traffic.accountCount(); a++) {
                (bytes32 partition, address account) = (traffic.partitions(p), traffic.accounts(a));
                assertEq(
                    traffic.replayed(partition, account), int256(amp.balanceOfByPartition(partition, account)), "replay"
                );
            }
        }
    }

    function invariant_accounts_sum_up_to_partitions_and_partitions_to_the_supply() public view {
        uint256 supply;
        for (uint256 p = 0; p < traffic.partitionCount(); p++) {
            bytes32 partition = traffic.partitions(p);
            uint256 sum;
            for (uint256 a = 0; a < traffic.accountCount(); a++) {
                sum += amp.balanceOfByPartition(partition, traffic.accounts(a));
            }
            assertEq(sum, amp.totalSupplyByPartition(partition), "accounts of a partition");
            supply += sum;
        }
        assertEq(supply, amp.totalSupply(), "partitions");
        assertEq(supply, traffic.minted(), "nothing but swaps makes tokens");
        assertEq(supply, swapToken.balanceOf(amp.swapTokenGraveyard()), "1:1");
    }

    function invariant_balanceOf_is_the_sum_of_the_partitions_that_are_listed() public view {
        for (uint256 a = 0; a < traffic.accountCount(); a++) {
            address account = traffic.accounts(a);
            bytes32[] memory held = amp.partitionsOf(account);
            uint256 sum;
            for (uint256 i = 0; i < held.length; i++) {
                uint256 balance = amp.balanceOfByPartition(held[i], account);
                assertGt(balance, 0, "an empty partition is listed");
                sum += balance;
            }
            assertEq(sum, amp.balanceOf(account), "a partition is missing, or listed twice");
        }
    }

    function invariant_the_list_of_all_partitions_has_each_in_use_once_and_the_default_one_first() public view {
        bytes32[] memory all = amp.totalPartitions();
        assertEq(all[0], DEFAULT);
        uint256 sum = amp.totalSupplyByPartition(DEFAULT);
        for (uint256 i = 1; i < all.length; i++) {
            uint256 supply = amp.totalSupplyByPartition(all[i]);
            assertGt(supply, 0, "an empty partition is listed");
            sum += supply;
        }
        assertEq(sum, amp.totalSupply(), "a partition is missing, or listed twice");
    }

    /// @dev Every hand-over of the traffic once in a row, so that the invariants above are known to look at something.
    function test_the_traffic_reaches_every_partition_and_nests() public {
        traffic.swap(0, 100);
        traffic.swap(4, 100);
        for (uint256 p = 0; p < traffic.partitionCount(); p++) {
            traffic.move(0, 1, 0, p, 10, 2);
        }
        traffic.nest(0, 1, 9, 9);
        invariant_balances_rebuilt_from_logs_are_the_balances();
        invariant_accounts_sum_up_to_partitions_and_partitions_to_the_supply();
        assertEq(amp.totalPartitions().length, traffic.partitionCount());
        assertEq(amp.balanceOf(traffic.accounts(3)), 0, "passed on");
        assertEq(amp.totalSupply(), 200);
    }
}
