import { type Abi, decodeFunctionData } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import { destinationPartition } from '@/lib/domain/amp-transfer';
import type { Hex } from '@/lib/domain/codecs';
import { ERC1820_REGISTRY } from '@/lib/domain/erc1820';
import { DEFAULT_PARTITION, decodePartition, poolOf } from '@/lib/domain/partition';
import type { Actor, Call, Shown } from './action';
import { whyNeverSendTo } from './never-send-to';
import { sameHex } from './same-hex';

/** Says no, and why: the sentence begins after "this transaction was stopped: ". */
class Stop extends Error {}
function stop(why: string): never {
  throw new Stop(why);
}

/**
 * The last look at the bytes themselves before the wallet opens. Whatever went wrong before, two things hold: the call
 * is one of those that were `shown`, argument by argument; and it is nothing that no operation of ours ever does, such
 * as giving somebody else a right, or moving AMP that is not this account's. Returns what is wrong, or null.
 */
export function guardCall(
  call: Call,
  { shown, ...actor }: Actor & { shown: readonly Shown[] },
): string | null {
  try {
    const decoded = decode(call, actor);
    neverOtherwise(decoded, actor);
    const reasons = shown.map((one) => difference(decoded, one));
    if (reasons.includes(null)) return null;
    return reasons.find((reason) => reason !== OTHER_CALL) ?? OTHER_CALL;
  } catch (error) {
    return error instanceof Stop ? error.message : 'it cannot be read';
  }
}

type Decoded = { to: Hex; functionName: string; args: readonly unknown[]; names: readonly string[] };

function decode({ to, data }: Call, { deployment }: Actor): Decoded {
  const contracts: readonly [Hex, Abi][] = [
    [deployment.amp, ampAbi],
    [deployment.collateralPool, collateralPoolAbi],
    [deployment.walletCollateral, walletCollateralAbi],
    [ERC1820_REGISTRY, erc1820RegistryAbi],
  ];
  const abi = contracts.find(([address]) => sameHex(address, to))?.[1];
  if (!abi) stop('it goes to a contract that is not part of this');
  const { functionName, args = [] } = decodeFunctionData({ abi, data });
  const item = abi.find(
    (one) => one.type === 'function' && one.name === functionName && one.inputs.length === args.length,
  );
  const names = item?.type === 'function' ? item.inputs.map(({ name }) => name ?? '') : [];
  return { to, functionName, args, names };
}

const OTHER_CALL = 'it does something else';
/** What it means when an argument is another than was shown, by the argument's name. */
const words: Readonly<Record<string, string>> = {
  pool: 'it concerns another pool',
  fromPool: 'it takes out of another pool',
  toPool: 'it goes into another pool',
  pools: 'it concerns other pools',
  to: 'it goes to another recipient',
  from: 'it takes the AMP of another account',
  partition: 'it concerns another partition',
  data: 'it goes into another partition',
  value: 'it is about another amount',
  operator: 'it concerns another operator',
  spender: 'it concerns another spender',
  maxExposure: 'it sets another limit',
  exitEpoch: 'it concerns another exit',
  exitEpochs: 'it concerns other exits',
};

/** What in a call is not as it was shown; null when all of it is. */
function difference(call: Decoded, shown: Shown): string | null {
  if (!sameHex(call.to, shown.to) || call.functionName !== shown.functionName) return OTHER_CALL;
  if (call.args.length !== shown.args.length) return OTHER_CALL;
  const wrong = shown.args.findIndex(
    (wanted, index) => wanted !== undefined && !same(wanted, call.args[index]),
  );
  return wrong === -1 ? null : (words[call.names[wrong] ?? ''] ?? OTHER_CALL);
}

function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((one, i) => same(one, b[i]));
  return String(a).toLowerCase() === String(b).toLowerCase();
}

/** What holds for every operation, whatever it says of itself. */
function neverOtherwise({ to, functionName, args }: Decoded, actor: Actor): void {
  switch (functionName) {
    case 'transferByPartition':
      neverOtherwiseMoved(args, actor);
      break;
    case 'transfer':
      neverLost(args[0], args[1], actor);
      break;
    case 'approveByPartition':
      if (args[2] !== 0n) stop('it gives somebody an allowance');
      break;
    case 'revokeOperator':
    case 'revokeOperatorByPartition':
      break;
    case 'setManager':
      if (!same(args[0], actor.account)) stop('it concerns another account');
      if (!same(args[1], actor.deployment.walletCollateral)) stop('it hands the account to somebody else');
      break;
    case 'requestExit':
    case 'cancelExit':
    case 'compound':
    case 'enroll':
    case 'unenroll':
      ofManager([args[0]], to);
      break;
    case 'switchPool':
      ofManager([args[0], args[2]], to);
      break;
    case 'claimRewards':
      ofManager(Array.isArray(args[0]) ? args[0] : [], to);
      paysAccount(args[1], actor);
      break;
    case 'claimExit':
      ofManager([args[0]], to);
      paysAccount(args[2], actor);
      break;
    case 'withdrawDeferred':
      ofManager([args[0]], to);
      paysAccount(args[1], actor);
      break;
    default:
      stop(`it calls ${functionName}`);
  }
}

function paysAccount(recipient: unknown, { account }: Actor): void {
  if (!same(recipient, account)) stop('it pays another account');
}

/** A pool's id ends in its manager's address, which is the contract that is called. */
function ofManager(pools: readonly unknown[], manager: Hex): void {
  for (const pool of pools) {
    const id: Hex = `0x${String(pool).slice(2)}`;
    // What is left in a generation that losses have closed is taken out by its own id.
    const partition = decodePartition(decodePartition(id).kind === 'unknown' ? poolOf(id) : id);
    const owned = partition.kind === 'pool' || partition.kind === 'in-place';
    if (!owned || !sameHex(partition.owner, manager)) {
      stop('its pool does not belong to this collateral manager');
    }
  }
}

/** AMP moves into a pool, or between what is spendable and what is in place of the account itself. */
function neverOtherwiseMoved(args: readonly unknown[], { account, deployment }: Actor): void {
  const [partition = '', from = '', to = '', value = '', data = '', operatorData = ''] = args.map(String);
  if (!sameHex(from, account)) stop('it takes the AMP of another account');
  if (value === '0') stop('it moves nothing');
  if (operatorData !== '0x' || data.length !== 2 + 128) stop('it carries data that nobody asked for');
  const source = decodePartition(`0x${partition.slice(2)}`);
  const target = decodePartition(destinationPartition(source.id, `0x${data.slice(2)}`));
  if (source.kind === 'in-place' && target.kind === 'default' && sameHex(to, account)) return;
  if (source.id !== DEFAULT_PARTITION) stop('it takes AMP that is not spendable');
  const intoPool =
    target.kind === 'pool' && sameHex(target.owner, to) && sameHex(to, deployment.collateralPool);
  const intoPlace =
    target.kind === 'in-place' && sameHex(to, account) && sameHex(target.owner, deployment.walletCollateral);
  if (intoPool || intoPlace) return;
  if (target.kind === 'pool' && sameHex(to, deployment.collateralPool)) {
    stop('its pool does not belong to this collateral manager');
  }
  stop(
    sameHex(to, account) || target.id === source.id
      ? 'it goes into another partition'
      : 'it goes to another recipient',
  );
}

/** A plain transfer of spendable AMP. */
function neverLost(to: unknown, value: unknown, actor: Actor): void {
  const never = whyNeverSendTo(`0x${String(to).slice(2)}`, actor);
  if (never) stop(`it sends AMP to ${never}`);
  if (value === 0n) stop('it moves nothing');
}
