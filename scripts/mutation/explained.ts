/**
 * Mutants that no test can notice, each with its reason. `line` is the line of the source that the mutant is in; when it
 * changes, the explanation no longer counts.
 */
export type Explanation = { file: string; line: string; from: string; to: string; reason: string };

export const EXPLAINED: Explanation[] = [
  {
    file: 'contracts/manager/Payouts.sol',
    line: 'if (gasleft() < needed) revert NotEnoughGas(gasleft(), needed);',
    from: 'gasleft() < needed',
    to: 'gasleft() <= needed',
    reason: 'One unit of gas: what is left at the moment of the question cannot be told from outside.',
  },
  {
    file: 'contracts/manager/Rules.sol',
    line: 'return byEpochs < MAX_DURATION ? byEpochs : MAX_DURATION;',
    from: 'byEpochs < MAX_DURATION',
    to: 'byEpochs <= MAX_DURATION',
    reason: 'The lesser of two: where they are equal, either will do.',
  },
  {
    file: 'contracts/pool/PoolBooks.sol',
    line: 'while (rolled < today) {',
    from: 'rolled < today',
    to: 'rolled <= today',
    reason: 'One more look, from tomorrow to today: nothing is due in there, and the loop ends.',
  },
  {
    file: 'contracts/pool/PoolLocks.sol',
    line: 'if (epoch > book.latestLockEnd) book.latestLockEnd = epoch.toUint32();',
    from: 'epoch > book.latestLockEnd',
    to: 'epoch >= book.latestLockEnd',
    reason: 'Writes down once more what is there already.',
  },
  {
    file: 'contracts/pool/PoolViews.sol',
    line: 'free = most > t.locked ? most - t.locked : 0;',
    from: 'most > t.locked',
    to: 'most >= t.locked',
    reason: 'Where they are equal, the difference is 0, too.',
  },
  {
    file: 'contracts/pool/RewardBook.sol',
    line: 'if (rewards.secondsLeft == 0 || rewards.accruedAt == block.timestamp) return rewards;',
    from: 'rewards.secondsLeft == 0 || rewards.accruedAt == block.timestamp',
    to: 'rewards.secondsLeft == 0 && rewards.accruedAt == block.timestamp',
    reason:
      'A short cut: without it no time passes, nothing flows, and the clock is set again with the next reward.',
  },
  {
    file: 'contracts/pool/Rolling.sol',
    line: 'if (due.expired != 0) delete state.lockEnds[number][due.epoch];',
    from: 'due.expired != 0',
    to: 'due.expired == 0',
    reason: 'Gas alone: nobody reads the sum of an epoch that has been settled.',
  },
  {
    file: 'contracts/wallet/WalletLocks.sol',
    line: 'for (; cut.index < WalletViews.MAX_SLICES; ++cut.index) {',
    from: 'cut.index < WalletViews.MAX_SLICES',
    to: 'cut.index <= WalletViews.MAX_SLICES',
    reason: 'A 17th slice is never written, and the list ends before the first that is empty.',
  },
  {
    file: 'contracts/wallet/WalletViews.sol',
    line: 'while (count < MAX_SLICES && entries[count].holder != address(0)) ++count;',
    from: 'count < MAX_SLICES',
    to: 'count <= MAX_SLICES',
    reason: 'A 17th slice is never written, and the list ends before the first that is empty.',
  },
  {
    file: 'contracts/wallet/WalletViews.sol',
    line: 'for (uint256 i = 0; i < MAX_SLICES; ++i) {',
    from: 'i < MAX_SLICES',
    to: 'i <= MAX_SLICES',
    reason: 'A 17th slice is never written, and the list ends before the first that is empty.',
  },
];
