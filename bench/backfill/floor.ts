import { readFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { toEventSelector } from 'viem';
import { deployment as deploymentSchema } from '@/lib/domain/api';
import { say } from './child-says';

/**
 * The floor of a backfill: what can hardly be done with less. Logs of a range by plain `fetch`, their fields cut out
 * of the hex by hand, rows by `COPY`, balances added up and upserted; a transaction a range, the next ranges being
 * fetched meanwhile. No proof of what the node says, no blocks, no history, no reorgs: nobody could run this.
 *
 *     tsx bench/backfill/floor.ts <rpc url> <database url> <deployment file> <head>
 */
const RANGE_BLOCKS = 60;
const FETCHES_AHEAD = 2;
const TRANSFER = toEventSelector('TransferByPartition(bytes32,address,address,address,uint256,bytes,bytes)');
const NOBODY = `0x${'0'.repeat(40)}`;
const CHANGE_PARTITION = 'f'.repeat(64);

type Log = {
  topics: [string, string, string, string];
  data: string;
  blockNumber: string;
  logIndex: string;
  transactionHash: string;
};
type Batch = { rows: string; moved: Map<string, bigint> };

const [rpcUrl = '', databaseUrl = '', file = '', head = ''] = process.argv.slice(2);
const { amp, startBlock } = deploymentSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
const db = new Client({ connectionString: databaseUrl });
await db.connect();
await db.query(`
  create table transfers (
    block bigint not null, log_index integer not null, tx text not null, operator text not null,
    from_partition text not null, to_partition text not null, from_account text not null, to_account text not null,
    value numeric(78, 0) not null, primary key (block, log_index));
  create table balances (
    partition text not null, account text not null, amount numeric(78, 0) not null,
    primary key (partition, account))`);

say('start');
await backfill(startBlock, Number(head));
say('level');
await db.end();

async function backfill(from: number, last: number): Promise<void> {
  const ahead: Promise<Batch>[] = [];
  let next = from;
  const readOn = () => {
    if (next > last) return;
    const reading = fetchLogs(next, Math.min(last, next + RANGE_BLOCKS - 1)).then(cut);
    // Awaited in its turn; until then, its failure must not count as nobody's.
    reading.catch(() => {});
    ahead.push(reading);
    next += RANGE_BLOCKS;
  };
  for (let n = 0; n < FETCHES_AHEAD; n += 1) readOn();
  for (let reading = ahead.shift(); reading; reading = ahead.shift()) {
    const batch = await reading;
    readOn();
    await write(batch);
  }
}

async function fetchLogs(from: number, to: number): Promise<Log[]> {
  const hex = (value: number) => `0x${value.toString(16)}`;
  const filter = { address: amp, topics: [TRANSFER], fromBlock: hex(from), toBlock: hex(to) };
  const response = await fetch(rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_getLogs', params: [filter] }),
  });
  const { result } = (await response.json()) as { result: Log[] }; // the floor believes what it is told
  return result;
}

/** Rows in COPY's text form, and what each balance moves by. */
function cut(logs: readonly Log[]): Batch {
  const rows: string[] = [];
  const moved = new Map<string, bigint>();
  const add = (key: string, value: bigint) => moved.set(key, (moved.get(key) ?? 0n) + value);
  for (const { topics, data, blockNumber, logIndex, transactionHash } of logs) {
    const fromPartition = topics[1];
    const from = `0x${topics[2].slice(26)}`;
    const to = `0x${topics[3].slice(26)}`;
    const operator = `0x${data.slice(26, 66)}`;
    const value = BigInt(`0x${data.slice(66, 130)}`);
    // Words 2 and 3 are the offsets of `data`, which comes first, and `operatorData`; word 4 is the length of `data`.
    const flagged =
      Number.parseInt(data.slice(258, 322), 16) >= 64 && data.slice(322, 386) === CHANGE_PARTITION;
    const toPartition = flagged ? `0x${data.slice(386, 450)}` : fromPartition;
    rows.push(
      `${Number(blockNumber)}\t${Number(logIndex)}\t${transactionHash}\t${operator}\t${fromPartition}\t${toPartition}\t${from}\t${to}\t${value}\n`,
    );
    if (from !== NOBODY) add(`${fromPartition}\t${from}`, -value);
    if (to !== NOBODY) add(`${toPartition}\t${to}`, value);
  }
  return { rows: rows.join(''), moved };
}

async function write({ rows, moved }: Batch): Promise<void> {
  await db.query('begin');
  await pipeline([rows], db.query(copyFrom('copy transfers from stdin')));
  const keys = [...moved.keys()].map((key) => key.split('\t'));
  await db.query(
    `insert into balances as b select * from unnest($1::text[], $2::text[], $3::numeric[])
     on conflict (partition, account) do update set amount = b.amount + excluded.amount`,
    [
      keys.map(([partition]) => partition),
      keys.map(([, account]) => account),
      [...moved.values()].map(String),
    ],
  );
  await db.query('commit');
}
