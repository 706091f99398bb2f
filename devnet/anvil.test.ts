import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { devAccounts } from './accounts';
import { type Anvil, AnvilDidNotStart, DamagedState, startAnvil } from './anvil';
import { type Rpc, toHex } from './rpc';

const directory = mkdtempSync(join(tmpdir(), 'devnet-anvil-'));
const started: Anvil[] = [];
const start = async (options: Parameters<typeof startAnvil>[0]) => {
  const anvil = await startAnvil(options);
  started.push(anvil);
  return anvil;
};
afterAll(async () => {
  await Promise.all(started.map((anvil) => anvil.stop()));
  rmSync(directory, { recursive: true });
});

const header = z.object({
  hash: z.string(),
  parentHash: z.string(),
  timestamp: z.string().transform(Number),
});
const block = async (rpc: Rpc, number: number | 'latest') =>
  header.parse(await rpc.call('eth_getBlockByNumber', [number === 'latest' ? number : toHex(number), false]));

describe('anvil', () => {
  it('comes back from a saved state as the same chain, genesis and past blocks included', async () => {
    const genesisTimestamp = 1_763_000_000;
    const { stakers } = devAccounts();
    const [first, second] = stakers;
    const before = await start({ genesisTimestamp });
    await before.setMining('manual');
    await before.rpc.call('eth_sendTransaction', [
      { from: first?.address, to: second?.address, value: toHex(5n) },
    ]);
    await before.rpc.call('evm_mine', [genesisTimestamp + 77]);
    const [genesis, tip] = [await block(before.rpc, 0), await block(before.rpc, 1)];
    const balance = await before.rpc.call('eth_getBalance', [second?.address, 'latest']);
    const state = join(directory, 'state.json');
    await before.saveState(state);
    await before.stop();

    const after = await start({ genesisTimestamp, loadState: state });
    expect(await block(after.rpc, 0)).toEqual(genesis);
    expect(await block(after.rpc, 1)).toEqual(tip);
    expect(await after.rpc.call('eth_getBalance', [second?.address, 'latest'])).toBe(balance);
    await after.rpc.call('evm_mine');
    expect((await block(after.rpc, 'latest')).parentHash).toBe(tip.hash);
  });

  it('calls a state that cannot be read damaged', async () => {
    const state = join(directory, 'damaged.json');
    writeFileSync(state, '{"block": {"number"');
    await expect(startAnvil({ loadState: state })).rejects.toThrow(DamagedState);
  });

  it('says when a port is taken, and by default takes one that is free', async () => {
    const one = await start({});
    await expect(startAnvil({ port: one.port })).rejects.toThrow(AnvilDidNotStart);
    await expect(startAnvil({ port: one.port })).rejects.toThrow(`Port ${one.port} is taken`);
  });
});
