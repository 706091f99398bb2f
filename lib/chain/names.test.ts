import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Anvil, startAnvil } from '@/devnet/anvil';
import type { Hex } from '@/lib/domain/codecs';
import { createChainClient } from './clients';
import { createNames } from './names';
import type { Names } from './read-names';
import { testDeployment } from './test-deployment';
import { closeRegistry, openRegistry, setAddress, setName } from './testing/local-names';

const ann: Hex = `0x${'a1'.repeat(20)}`;
const bob: Hex = `0x${'b2'.repeat(20)}`;
const eve: Hex = `0x${'e5'.repeat(20)}`;

describe('ENS names', () => {
  let anvil: Anvil;
  let names: Names;
  let clock = 0;
  const fresh = (url = anvil.rpcUrl) => createNames(createChainClient(testDeployment, url), () => clock);

  beforeAll(async () => {
    anvil = await startAnvil();
  });
  afterAll(() => anvil.stop());
  beforeEach(async () => {
    await openRegistry(anvil.rpc);
    await setAddress(anvil.rpc, 'ann.eth', ann);
    await setName(anvil.rpc, ann, 'ann.eth');
    names = fresh();
  });

  it('lead to an address, however they are written, and back', async () => {
    expect(await names.addressOf('ann.eth')).toEqual({ is: 'found', value: ann });
    expect(await names.addressOf('ANN.eth')).toEqual({ is: 'found', value: ann });
    expect(await names.nameOf(ann)).toEqual({ is: 'found', value: 'ann.eth' });
  });

  it('that nobody has, or that are none, lead nowhere', async () => {
    for (const name of [
      'nobody.eth',
      'ann',
      '',
      'a..eth',
      'ann.eth/x',
      '\u0000.eth',
      `${'a'.repeat(300)}.eth`,
    ])
      expect(await names.addressOf(name)).toEqual({ is: 'none' });
    expect(await names.nameOf(bob)).toEqual({ is: 'none' });
  });

  it('that an address claims and that lead elsewhere, or look like others, are not told', async () => {
    await setName(anvil.rpc, eve, 'ann.eth');
    expect(await names.nameOf(eve)).toEqual({ is: 'none' });
    await setName(anvil.rpc, bob, 'Bob.eth');
    await setAddress(anvil.rpc, 'bob.eth', bob);
    expect(await names.nameOf(bob)).toEqual({ is: 'none' });
  });

  it('are absent where there is no registry, and unknown while nobody answers', async () => {
    await closeRegistry(anvil.rpc);
    expect(await names.addressOf('ann.eth')).toEqual({ is: 'absent' });
    expect(await names.nameOf(ann)).toEqual({ is: 'absent' });
    const alone = fresh('http://127.0.0.1:9');
    expect(await alone.addressOf('ann.eth')).toEqual({ is: 'unreachable' });
  });

  it('are asked for once in five minutes', async () => {
    expect(await names.addressOf('ann.eth')).toEqual({ is: 'found', value: ann });
    await setAddress(anvil.rpc, 'ann.eth', bob);
    expect(await names.addressOf('ann.eth')).toEqual({ is: 'found', value: ann });
    clock += 301_000;
    expect(await names.addressOf('ann.eth')).toEqual({ is: 'found', value: bob });
  });
});
