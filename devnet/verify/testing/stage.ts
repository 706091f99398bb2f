import {
  type Address,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  keccak256,
  parseEther,
  zeroAddress,
} from 'viem';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import type { Deployment } from '@/lib/domain/api';
import { devAccounts } from '../../accounts';
import { createActions } from '../../actions';
import { type Anvil, startAnvil } from '../../anvil';
import { openDevChain } from '../../chain';
import { connect, type Reader } from '../../clients';
import { deployAll } from '../../deploy';
import { first } from '../../lists';
import { openings, poolPlans } from '../../pools';
import { setUpWorld } from '../../setup';
import { mined } from '../../transactions';
import type { Section } from '../findings';
import { verifyDeployment } from '../verify';

/** A chain with a deployment as it should be, in use; for the tests of one file. */
type Stage = { anvil: Anvil; reader: Reader; right: Deployment };

async function openStage(): Promise<Stage> {
  const { stakers, rewarder } = devAccounts();
  const anvil = await startAnvil();
  const right = await deployAll({ rpcUrl: anvil.rpcUrl, pools: openings('present') });
  const chain = await openDevChain(anvil.rpcUrl, right);
  await setUpWorld(chain);
  const actions = createActions(chain);
  const plan = first(poolPlans);
  await actions.stake(first(stakers).address, plan.tag, parseEther('1000000'));
  const reward = chain.calls.reward(rewarder.address, chain.poolId(plan), 'Fee', parseEther('500'));
  await chain.perform(rewarder.address, reward);
  await actions.warp(60);
  await actions.drawPayment(await actions.lockPayment(), { amount: parseEther('1000') });
  return { anvil, reader: await connect(anvil.rpcUrl), right };
}

/** The stage, open while the file's tests run. Each may break the chain in its own way, and it is whole again after it. */
export function stageForTests() {
  let stage: Stage | undefined;
  let whole: unknown;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage?.anvil.stop());
  beforeEach(async () => {
    whole = await opened().anvil.rpc.call('evm_snapshot');
  });
  afterEach(async () => {
    await opened().anvil.rpc.call('evm_revert', [whole]);
  });

  function opened(): Stage {
    if (!stage) throw new Error('the stage opens when the tests begin');
    return stage;
  }
  return {
    get anvil() {
      return opened().anvil;
    },
    get reader() {
      return opened().reader;
    },
    get right() {
      return opened().right;
    },
    get timelock(): Address {
      return opened().right.timelock ?? zeroAddress;
    },
    /** the claims about a deployment that do not hold */
    wrongIn: async (deployment: Deployment) => wrongOf(await verifyDeployment(opened().reader, deployment)),
    /** sends in any account's name, also a contract's */
    async sendAs(from: Address, to: Address, data: Hex): Promise<void> {
      const { rpc } = opened().anvil;
      await rpc.call('anvil_impersonateAccount', [from]);
      await rpc.call('anvil_setBalance', [from, '0xde0b6b3a7640000']);
      const hash = (await rpc.call('eth_sendTransaction', [{ from, to, data }])) as Hex; // the node answers a hash
      await mined(opened().reader, hash, 'a test’s transaction');
    },
    /** changes a contract's storage as no transaction could */
    write: (address: Address, slot: Hex, value: Hex) =>
      opened().anvil.rpc.call('anvil_setStorageAt', [address, slot, value]),
    /** where a contract keeps what it knows of a role that `holder` has: looked for, since nothing says where */
    async roleSlot(address: Address, role: Hex, holder: Address): Promise<Hex> {
      for (let slot = 0n; slot < 20n; slot += 1n) {
        const data = inMapping(role, slot);
        const held = await opened().reader.getStorageAt({ address, slot: inMapping(word(holder), data) });
        if (held === YES) return data;
      }
      throw new Error('the role is nowhere');
    },
  };
}

export const wrongOf = (sections: readonly Section[]): string[] =>
  sections.flatMap(({ findings }) =>
    findings.filter(({ wrong }) => wrong !== null).map(({ claim }) => claim),
  );

export const word = (address: Address): Hex => encodeAbiParameters([{ type: 'address' }], [address]);
const YES = word('0x0000000000000000000000000000000000000001');

/** Where Solidity keeps the value of a key of the mapping at a slot. */
export const inMapping = (key: Hex, slot: Hex | bigint): Hex =>
  keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'uint256' }], [key, BigInt(slot)]));

export const grantData = (role: Hex, account: Address): Hex =>
  encodeFunctionData({ abi: collateralPoolAbi, functionName: 'grantRole', args: [role, account] });
