import { type Abi, decodeFunctionResult, encodeFunctionData, keccak256, stringToHex } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import type { Deployment, NodeDifference } from '@/lib/domain/api';
import { bytes32, type Hex } from '@/lib/domain/codecs';
import { decodePartition } from '@/lib/domain/partition';
import { shortHex } from '@/lib/domain/text';
import type { ChainLog, ChainReader } from '../chain-reader';
import { createDecoder } from '../decode';
import { createProver } from '../proof/prove-block';
import { sameLogs } from './log-check';

type Block = { number: number; hash: Hex };
type Figure = Pick<NodeDifference, 'what' | 'unit'> & { said: string };

/** One thing that every node is asked about the same block. */
export type Question = {
  /** Names it among all questions. */
  key: string;
  /** @param byNumber for nodes that know no hashes in calls */
  ask: (reader: ChainReader, block: Block, byNumber: boolean) => Promise<unknown>;
  /** The answer figure by figure; those of one question have the same names in the same order. */
  figures: (answer: unknown) => Figure[];
  /** Whether the block's hash proves the answer, or another; null when the node lets nothing be proved. */
  isTrue?: (answer: unknown, reader: ChainReader, block: Block) => Promise<boolean | null>;
};

type Kind = 'pool' | 'wallet';
/** Pools that are compared of each manager: an answer must stay small. */
const MOST_POOLS = 20;

export type Questions = {
  /** What is asked next: of the pools that are known, and which others there are. */
  list: () => Question[];
  /** Takes in which pools there are. */
  learn: (key: string, answer: unknown) => void;
};

/**
 * What nodes are compared by: the logs that we read, the token's supply, every pool's totals as its manager tells them,
 * and what Amp holds for it. Pools are found on the chain itself, so that nothing depends on what we have stored.
 */
export function createQuestions(deployment: Deployment): Questions {
  const { amp, collateralPool, walletCollateral } = deployment;
  const { filter } = createDecoder(deployment);
  const managers: Record<Kind, { address: Hex; abi: Abi; pools: Hex[]; count: number }> = {
    pool: { address: collateralPool, abi: collateralPoolAbi, pools: [], count: 0 },
    wallet: { address: walletCollateral, abi: walletCollateralAbi, pools: [], count: 0 },
  };

  const logs: Question = {
    key: 'logs',
    ask: (reader, { hash }) => reader.logsOfBlock(hash, filter),
    figures: (answer) => {
      const told = answer as ChainLog[]; // what `ask` returned
      return [{ what: 'Logs of the block', unit: 'text', said: `${told.length} logs, ${digest(told)}` }];
    },
    async isTrue(answer, reader, { hash }) {
      const proven = await createProver(reader, filter)
        .prove(hash)
        .catch(() => null);
      return proven && sameLogs(answer as ChainLog[], proven.logs); // what `ask` returned
    },
  };

  /** @param of what of a struct is told, in front of the names of its fields */
  function view(
    key: string,
    to: Hex,
    abi: Abi,
    functionName: string,
    args: readonly unknown[],
    of: string,
    unit: Figure['unit'] = 'wei',
  ): Question {
    const data = encodeFunctionData({ abi, functionName, args });
    return {
      key,
      ask: (reader, { number, hash }, byNumber) =>
        byNumber ? reader.callAtNumber(to, data, number) : reader.callAt(to, data, hash),
      figures: (answer) => {
        const hex = answer as Hex; // what `ask` returned
        try {
          return figuresOf(decodeFunctionResult({ abi, functionName, data: hex }), of, unit);
        } catch {
          return [{ what: of, unit: 'text', said: `no answer of this contract: ${shortHex(hex)}` }];
        }
      },
    };
  }

  function ofManager(kind: Kind): Question[] {
    const { address, abi, pools, count } = managers[kind];
    const whose = kind === 'pool' ? 'pool' : 'pool in place';
    const known = pools.flatMap((id) => {
      const partition = decodePartition(id);
      const tag = 'tag' in partition ? partition.tag : shortHex(id);
      const info = view(`info/${id}`, address, abi, 'poolInfo', [id], tag);
      if (kind === 'wallet') return [info];
      const balance = [id, address];
      return [
        info,
        view(`balance/${id}`, amp, ampAbi, 'balanceOfByPartition', balance, `${tag}: held by Amp`),
      ];
    });
    const unknown = Array.from({ length: Math.min(MOST_POOLS, count) - pools.length }, (_, index) => {
      const at = pools.length + index;
      return view(`at/${kind}/${at}`, address, abi, 'poolAt', [BigInt(at)], `Id of ${whose} ${at + 1}`);
    });
    return [
      view(
        `count/${kind}`,
        address,
        abi,
        'poolCount',
        [],
        kind === 'pool' ? 'Number of pools' : 'Number of pools in place',
        'number',
      ),
      ...known,
      ...unknown,
    ];
  }

  return {
    list: () => [
      logs,
      view('supply', amp, ampAbi, 'totalSupply', [], 'Supply of AMP'),
      ...ofManager('pool'),
      ...ofManager('wallet'),
    ],
    learn(key, answer) {
      const [topic, kind, index] = key.split('/');
      if (kind !== 'pool' && kind !== 'wallet') return;
      const manager = managers[kind];
      const word = bytes32.safeParse(answer);
      if (!word.success) return;
      if (topic === 'count') manager.count = Number(BigInt(word.data));
      if (topic === 'at' && Number(index) === manager.pools.length) manager.pools.push(word.data);
    },
  };
}

const digest = (value: unknown): string => shortHex(keccak256(stringToHex(JSON.stringify(value))));

/** Names of fields that are amounts of AMP or of shares in it; all others are counted. */
const WEI =
  /^(assets|shares|pendingShares|locked|exitReserve|unallocated|rewardReserve|feesLeft|topUpsLeft|deferred|drawnInWindow|capacity|free|drawLimit|minStake)$/;

function figuresOf(value: unknown, what: string, unit: Figure['unit'] = 'wei'): Figure[] {
  if (typeof value !== 'object' || value === null) {
    const isAmount = typeof value === 'bigint';
    return [
      { what, unit: isAmount ? unit : typeof value === 'number' ? 'number' : 'text', said: String(value) },
    ];
  }
  return Object.entries(value).flatMap(([field, inner]) =>
    figuresOf(inner, `${what}: ${words(field)}`, WEI.test(field) ? 'wei' : 'number'),
  );
}

/** `latestLockEnd` as “latest lock end”. */
const words = (field: string): string => field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
