import { encodeErrorResult, HttpRequestError, UserRejectedRequestError } from 'viem';
import { describe, expect, it } from 'vitest';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { ActionError, failureOfData, toFailure, walletError } from './failure';

const problem = (error: unknown) => {
  const failure = toFailure(error);
  return failure.kind === 'wallet' ? failure.problem.code : failure.kind;
};
/** As wallets throw: a code and a text. */
const coded = (code: number, message = 'something') => Object.assign(new Error(message), { code });

describe('what an error means', () => {
  it.each([
    ['refused, by its code', coded(4001), 'rejected'],
    ['refused, by viem’s class', new UserRejectedRequestError(new Error('no')), 'rejected'],
    [
      'refused, by its words alone',
      new Error('MetaMask Tx Signature: User denied transaction signature.'),
      'rejected',
    ],
    [
      'refused, deep inside',
      new Error('outer', { cause: new Error('inner', { cause: coded(4001) }) }),
      'rejected',
    ],
    ['not permitted', coded(4100), 'not-authorised'],
    ['not known to the wallet', coded(4200), 'not-supported'],
    ['wallet gone', coded(4900), 'wallet-gone'],
    [
      'a question is still open in the wallet',
      coded(-32002, "Request of type 'eth_requestAccounts' already pending for origin"),
      'busy',
    ],
    ['our proxy has no node', coded(-32002, 'The chain node does not answer.'), 'unreachable'],
    ['too many requests', coded(-32005), 'unreachable'],
    ['no connection', new HttpRequestError({ url: 'http://127.0.0.1:9' }), 'unreachable'],
    ['fetch failed', new TypeError('Failed to fetch'), 'unreachable'],
    [
      'no ETH, as geth says it',
      coded(-32000, 'insufficient funds for gas * price + value: balance 0'),
      'insufficient-eth',
    ],
    ['a used number', coded(-32000, 'nonce too low'), 'nonce'],
    ['too low a fee', coded(-32000, 'replacement transaction underpriced'), 'underpriced'],
    ['a revert that gives nothing', coded(3, 'execution reverted'), 'no-reason'],
    ['our own checks', walletError({ code: 'account-changed' }), 'account-changed'],
    ['nothing at all', undefined, 'unknown'],
    ['a text', 'broken', 'unknown'],
  ])('%s', (_what, error, code) => {
    expect(problem(error)).toBe(code);
  });

  it('reads a contract’s error out of the data, wherever a node puts it', () => {
    const data = encodeErrorResult({
      abi: collateralPoolAbi,
      errorName: 'BelowMinStake',
      args: [5n, 10n],
    });
    const expected = { kind: 'contract', error: 'BelowMinStake', args: [5n, 10n] };
    expect(toFailure(Object.assign(new Error('reverted'), { code: 3, data }))).toEqual(expected);
    expect(toFailure(Object.assign(new Error('reverted'), { data: { data } }))).toEqual(expected);
    const wrapped = { originalError: Object.assign(new Error('reverted'), { data }) };
    expect(
      toFailure(Object.assign(new Error('Internal JSON-RPC error.'), { code: -32603, data: wrapped })),
    ).toEqual(expected);
  });

  it('reads Amp’s codes, from data or from the text', () => {
    const amp52 =
      `0x08c379a0${'20'.padStart(64, '0')}${'2'.padStart(64, '0')}${'3532'.padEnd(64, '0')}` as const;
    expect(failureOfData(amp52)).toEqual({ kind: 'reason', reason: '52' });
    expect(toFailure(new Error('execution reverted: 5D'))).toEqual({ kind: 'reason', reason: '5D' });
  });

  it('knows a panic, and does not guess at unknown data', () => {
    expect(failureOfData(`0x4e487b71${'11'.padStart(64, '0')}`)).toEqual({ kind: 'panic', code: 0x11n });
    expect(failureOfData('0xdeadbeef')).toEqual({ kind: 'no-reason' });
    expect(failureOfData('0x')).toEqual({ kind: 'no-reason' });
  });

  it('passes on the first line of what it does not know', () => {
    expect(toFailure(new Error('The wallet exploded\nat line 5'))).toEqual({
      kind: 'wallet',
      problem: { code: 'unknown', detail: 'The wallet exploded.' },
    });
  });

  it('keeps a failure that was understood where it happened', () => {
    const failure = { kind: 'reason', reason: '53' } as const;
    expect(toFailure(new ActionError(failure))).toBe(failure);
  });
});
