import { DEFAULT_PARTITION } from '@/lib/domain/partition';
import { type Contender, scriptContender } from './contender';
import { ponderContender } from './ponder';

const TRANSFER_COLUMNS = 'block, log_index, from_partition, to_partition, from_account, to_account, value';

/** The script that does the least. */
export const floor: Contender = scriptContender('floor.ts', {
  key: 'floor',
  name: 'the floor',
  tables: {
    transfers: `select ${TRANSFER_COLUMNS} from transfers`,
    balances: 'select partition, account, amount from balances',
  },
});

export const ours: Contender = scriptContender('ours.ts', {
  key: 'ours',
  name: 'our follower',
  tables: {
    transfers: `select ${TRANSFER_COLUMNS} from transfers`,
    balances:
      'select partition, account, amount from balances where to_block is null ' +
      `union all select '${DEFAULT_PARTITION}', account, amount from spendable`,
  },
});

export const ponder = ponderContender({ key: 'ponder', name: 'Ponder as it comes', nodes: 1 });

/** Its limit of requests is one of each address: so it is given the same one several times. */
export const ponderUnlimited = ponderContender({
  key: 'ponder16',
  name: 'Ponder, node given 16x',
  nodes: 16,
});

export const contenders: readonly Contender[] = [floor, ours, ponder, ponderUnlimited];
