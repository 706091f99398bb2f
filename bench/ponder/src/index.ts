import { ponder } from 'ponder:registry';
import { balances, transfers } from 'ponder:schema';
import { type Hex, zeroAddress } from 'viem';

const CHANGE_PARTITION = 'f'.repeat(64);

ponder.on('Amp:TransferByPartition', async ({ event, context }) => {
  const { fromPartition, operator, from, to, value, data } = event.args;
  // As everywhere: word 1 of flagged data of at least 64 bytes, else where the tokens come from.
  const flagged = data.length >= 130 && data.slice(2, 66) === CHANGE_PARTITION;
  const toPartition: Hex = flagged ? `0x${data.slice(66, 130)}` : fromPartition;
  await context.db.insert(transfers).values({
    block: event.block.number,
    logIndex: event.log.logIndex,
    tx: event.transaction.hash,
    operator,
    fromPartition,
    toPartition,
    fromAccount: from,
    toAccount: to,
    value,
  });
  const move = (partition: Hex, account: Hex, amount: bigint) =>
    context.db
      .insert(balances)
      .values({ partition, account, amount })
      .onConflictDoUpdate((row) => ({ amount: row.amount + amount }));
  if (from !== zeroAddress) await move(fromPartition, from, -value);
  if (to !== zeroAddress) await move(toPartition, to, value);
});
