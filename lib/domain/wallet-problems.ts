import type { Explanation } from './explanation';
import { formatAmp } from './money';

/** What can go wrong between a person and the chain without any contract saying no. */
export type WalletProblem =
  | { code: 'rejected' }
  | { code: 'wrong-chain'; expected: string }
  /** a wallet on another device, which its person lets us use on other networks alone */
  | { code: 'network-not-shared'; expected: string }
  | { code: 'account-changed' }
  | { code: 'unexpected-call'; what: string }
  | { code: 'insufficient-eth'; needed?: bigint; held?: bigint }
  | { code: 'unreachable' }
  | { code: 'wallet-gone' }
  | { code: 'not-authorised' }
  | { code: 'not-supported' }
  | { code: 'busy' }
  | { code: 'nonce' }
  | { code: 'underpriced' }
  | { code: 'timeout' }
  | { code: 'cancelled' }
  | { code: 'replaced' }
  | { code: 'dropped' }
  | { code: 'unproved' }
  /** AMP would never come back from there; `why` goes on from "It is …" */
  | { code: 'bad-recipient'; why: string }
  /** a contract, which may not know how to send AMP on: only with the person's own yes */
  | { code: 'risky-recipient'; recipient: 'manager' | 'aware-contract' | 'contract' }
  /** a name that does not lead to the address that was shown for it; `now` is where it leads, null for nowhere */
  | { code: 'name-moved'; name: string; now: string | null }
  | { code: 'nothing-to-revoke' }
  /** the chain took back the block it was in, and no node knows it any more */
  | { code: 'taken-back' }
  /** the same is on its way already */
  | { code: 'under-way' }
  /** the same was asked before, by a page that did not wait for the answer */
  | { code: 'asked-before' }
  /** the wallet made no transaction of a batch */
  | { code: 'batch-failed' }
  | { code: 'unknown'; detail: string };

/** wei of ETH; it has as many decimals as AMP. */
const eth = (wei: bigint): string => `${formatAmp(wei, 6)} ETH`;

const etherNeed = (needed: bigint | undefined, held: bigint | undefined): string =>
  needed === undefined || held === undefined
    ? 'The account holds less ETH than the network asks for.'
    : `The network may ask for up to ${eth(needed)}, and the account holds ${eth(held)}.`;

const riskOf = {
  manager: 'It is a collateral manager: what it receives outside of its pools may be lost for good.',
  'aware-contract': 'It has told Amp that it takes AMP. Whether it gives it back is for its own code to say.',
  contract: 'It has not told Amp that it takes AMP. Contracts that were not made for it keep it for ever.',
} as const;

/** The words for a {@link WalletProblem}. Nothing was moved unless they say so. */
export function explainWalletProblem(problem: WalletProblem): Explanation {
  switch (problem.code) {
    case 'rejected':
      return {
        title: 'You said no in your wallet',
        cause: 'The request was declined there, so nothing was sent.',
        next: 'What you entered is still here. Send it again when you are ready.',
      };
    case 'wrong-chain':
      return {
        title: 'Your wallet is on another network',
        cause: `This runs on ${problem.expected}. Nothing was sent.`,
        next: `Switch your wallet to ${problem.expected}, then send it again.`,
      };
    case 'network-not-shared':
      return {
        title: 'Your wallet was connected for other networks only',
        cause: `It may not be asked for anything on ${problem.expected}. Nothing was sent.`,
        next: `Disconnect, then connect again and allow ${problem.expected} in your wallet.`,
      };
    case 'account-changed':
      return {
        title: 'The account in your wallet has changed',
        cause: 'What you saw here was for another account. Nothing was sent.',
        next: 'Look at the outcome for the account you use now, then send it again.',
      };
    case 'unexpected-call':
      return {
        title: 'This transaction was stopped here',
        cause: `It was not the one shown to you: ${problem.what}. Your wallet was not asked.`,
        next: 'Reload the page. If it happens again, do not sign, and tell us.',
      };
    case 'insufficient-eth':
      return {
        title: 'There is not enough ETH for the network fee',
        cause: etherNeed(problem.needed, problem.held),
        next: 'Send some ETH to this account, then try again. Your AMP stays where it is.',
      };
    case 'unreachable':
      return {
        title: 'The chain cannot be reached',
        cause: 'The node behind this page does not answer, so nothing can be checked or sent.',
        next: 'It is tried again by itself. What you entered is kept.',
      };
    case 'wallet-gone':
      return {
        title: 'Your wallet is not connected any more',
        cause: 'It was locked, disconnected or closed.',
        next: 'Open it and connect again. What you entered is kept.',
      };
    case 'not-authorised':
      return {
        title: 'Your wallet has not allowed this',
        cause: 'This site is not permitted to use the account.',
        next: 'Connect again and choose the account you want to use.',
      };
    case 'not-supported':
      return {
        title: 'Your wallet cannot do this',
        cause: 'It does not know the request it was sent.',
        next: 'Try another wallet.',
      };
    case 'busy':
      return {
        title: 'Your wallet is waiting for you',
        cause: 'A request sent earlier is still open there.',
        next: 'Open your wallet, answer it, then try again.',
      };
    case 'nonce':
      return {
        title: 'Your wallet counted wrong',
        cause: 'It used a transaction number that has been used already.',
        next: 'Wait for your other transactions to finish, then send it again.',
      };
    case 'underpriced':
      return {
        title: 'The network fee is too low',
        cause: 'Fees have risen, or a transaction with the same number is waiting with a higher fee.',
        next: 'Send it again with a higher fee.',
      };
    case 'timeout':
      return {
        title: 'There is no receipt yet',
        cause: 'The transaction was sent, and the chain has not taken it in so far.',
        next: 'It is being followed. You may close the page: the list of your transactions shows it later.',
      };
    case 'cancelled':
      return {
        title: 'You cancelled this transaction',
        cause: 'Another one with the same number went through in its place and does nothing.',
        next: 'Nothing was moved but the fee. Send it again if you want to.',
      };
    case 'replaced':
      return {
        title: 'Another transaction took this one’s place',
        cause: 'Your wallet sent a different transaction with the same number, and that one went through.',
        next: 'Look at your wallet’s history, then send this again if you still want it.',
      };
    case 'dropped':
      return {
        title: 'The network has forgotten this transaction',
        cause: 'No node knows it any more: its fee was too low, or it was never passed on.',
        next: 'Nothing was moved. Send it again.',
      };
    case 'unproved':
      return {
        title: 'The transaction went through, but did not do this',
        cause: 'Its receipt does not show what was asked for.',
        next: 'Look at the transaction before you send anything again.',
      };
    case 'bad-recipient':
      return {
        title: 'AMP is not sent there',
        cause: `It is ${problem.why}.`,
        next: 'Give the address of the person or the company that is to receive it.',
      };
    case 'risky-recipient':
      return {
        title: 'The recipient is a contract',
        cause: riskOf[problem.recipient],
        next: 'Ask its makers whether it can receive AMP. If they say so, tick that you know, and send.',
      };
    case 'name-moved':
      return {
        title: 'The name leads elsewhere now',
        cause: problem.now
          ? `${problem.name} leads to ${problem.now}, which is not the address that was shown to you.`
          : `${problem.name} does not lead to any address any more.`,
        next: 'Nothing was sent. Ask whom you mean to pay for the address, then look at it once more.',
      };
    case 'nothing-to-revoke':
      return {
        title: 'There is nothing to revoke',
        cause: 'Amp does not know of this right, or it was used up or revoked meanwhile.',
        next: 'Nothing needs to be done.',
      };
    case 'taken-back':
      return {
        title: 'The chain has taken this transaction back',
        cause: 'Its block was replaced by another one, and the transaction is in none that followed.',
        next: 'Look at your balances as they are now, then send it again if you still want it.',
      };
    case 'under-way':
      return {
        title: 'This is under way already',
        cause: 'The same was sent before, here or in another tab, and the chain has not taken it in yet.',
        next: 'Wait for it: the list of your transactions shows what becomes of it.',
      };
    case 'asked-before':
      return {
        title: 'Your wallet may still be asking you this',
        cause:
          'It was asked for the same before, and this page was left without its answer. Nothing was sent now.',
        next: 'Look into your wallet first: if you confirm it there, it is followed here. If it asks nothing, send it again.',
      };
    case 'batch-failed':
      return {
        title: 'Your wallet did not carry this out',
        cause: 'It was given all steps at once, and says that it did none of them.',
        next: 'Nothing was moved. Send it again.',
      };
    case 'unknown':
      return {
        title: 'That did not work',
        cause: problem.detail
          ? `The wallet or the node says: ${problem.detail}`
          : 'The wallet or the node gave no reason.',
        next: 'Try again. If it fails again, reconnect your wallet.',
      };
  }
}
