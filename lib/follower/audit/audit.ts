import type { Database } from '@/lib/db';
import { entityKinds } from '@/lib/db/entity-tables';
import type { Deployment } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { EntityRef } from '@/lib/domain/entity-key';
import type { BlockHeader } from '@/lib/domain/events';
import { holderRules, walletPoolRules } from '@/lib/domain/in-place-rules';
import { generationRules, isBroken, poolRules, type Rule } from '@/lib/domain/pool-rules';
import type { ChainReader } from '../chain-reader';
import { compareWithChain } from './chain-state';
import type { Finding } from './notes';
import { readStoredState } from './stored-state';

export type Audit = {
  at: BlockHeader;
  /** all that was looked at */
  subjects: ReadonlySet<string>;
  wrong: (Finding & {
    /** the block whose events left it so; null for a sum, which any of them may have spoiled */
    since: number | null;
  })[];
};

export const RULE = 'rule/';

/**
 * Compares what is stored with what the contracts answer at its very block, and with the protocol's rules; null while
 * nothing is stored. Throws the reader's errors.
 */
export async function audit(
  { db }: Pick<Database, 'db'>,
  reader: Pick<ChainReader, 'callAt'>,
  deployment: Deployment,
  look: { named: readonly string[]; start: Hex; sample: number },
): Promise<Audit | null> {
  const state = await readStoredState(db, deployment, { ...look, named: look.named.flatMap(refOf) });
  if (!state) return null;
  const { at } = state;
  const rules = [
    ...state.poolSums.flatMap((sums) => poolRules(sums, state.pools)),
    ...state.generationSums.flatMap((sums) => generationRules(sums, at.timestamp, deployment.epochLength)),
    ...state.walletPoolSums.flatMap(walletPoolRules),
    ...state.holderSums.flatMap((sums) => holderRules(sums, at.timestamp, deployment.epochLength)),
  ];
  const compared = await compareWithChain(reader, deployment, state);
  return {
    at,
    subjects: new Set([...rules.map(nameOfRule), ...compared.map(({ subject }) => subject)]),
    wrong: [
      ...rules.filter(isBroken).map((rule) => ({ ...findingOf(rule), since: null })),
      ...compared.flatMap(({ subject, since, stored, onChain }) => {
        const names = Object.keys(stored).filter((name) => stored[name] !== onChain[name]);
        if (names.length === 0) return [];
        return [{ subject, since, expected: only(onChain, names), found: only(stored, names) }];
      }),
    ],
  };
}

const nameOfRule = ({ subject }: Rule): string => `${RULE}${subject}`;

const findingOf = (rule: Rule): Finding => ({
  subject: nameOfRule(rule),
  expected: { [rule.relation]: String(rule.other) },
  found: { stored: String(rule.stored) },
});

const only = (facts: Record<string, string>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, facts[name] ?? '']));

/** The entity that a subject names; none for a rule or a block. */
function refOf(subject: string): EntityRef[] {
  const [name, key] = subject.split('/');
  const kind = entityKinds.find((one) => one === name);
  return kind && key ? [{ kind, key }] : [];
}
