import { type Contender, scriptContender } from './contender';

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
    balances: 'select partition, account, amount from balances where to_block is null',
  },
});

export const contenders: readonly Contender[] = [floor, ours];
