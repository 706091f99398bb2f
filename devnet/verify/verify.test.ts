import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type Abi,
  type Address,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  keccak256,
  parseEther,
  stringToHex,
  toHex,
  zeroAddress,
} from 'viem';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolCode } from '@/contracts-abi/bytecode/collateral-pool';
import { erc1820Deployment } from '@/contracts-abi/bytecode/erc1820-registry';
import { timelockCode } from '@/contracts-abi/bytecode/timelock';
import { walletCollateralCode } from '@/contracts-abi/bytecode/wallet-collateral';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { timelockAbi } from '@/contracts-abi/timelock';
import { linkedAddresses } from '@/lib/chain/contract-code';
import type { Deployment } from '@/lib/domain/api';
import { devAccounts } from '../accounts';
import { createActions } from '../actions';
import { type Anvil, startAnvil } from '../anvil';
import { openDevChain } from '../chain';
import { connect, type Reader, writerFor } from '../clients';
import type { PoolParams } from '../contract-calls';
import { deployAll, LOCAL_TIMELOCK_DELAY } from '../deploy';
import { deployAmp } from '../deploy-amp';
import { writeDeploymentFile } from '../deployment-file';
import { first } from '../lists';

import { roleId } from '../managers';
import { openings, poolPlans } from '../pools';
import { setUpWorld } from '../setup';
import { executeData, scheduleData, timelockRoleId } from '../timelock';
import { deployContract, deployLibraries, mined } from '../transactions';
import { verifyCommand } from '../verify-command';
import { checkPools } from './check-pools';
import type { Section } from './findings';
import { renderReport } from './report';
import { verifyDeployment } from './verify';

const people = devAccounts();
const { deployer, operator, guardian, registrar, rewarder, proposer } = people;
let anvil: Anvil;
let reader: Reader;
let right: Deployment;

beforeAll(async () => {
  anvil = await startAnvil();
  reader = await connect(anvil.rpcUrl);
  right = await deployAll({ rpcUrl: anvil.rpcUrl, pools: openings('present') });
  const chain = await openDevChain(anvil.rpcUrl, right);
  await setUpWorld(chain);
  const actions = createActions(chain);
  const plan = first(poolPlans);
  await actions.stake(first(people.stakers).address, plan.tag, parseEther('1000000'));
  const reward = chain.calls.reward(rewarder.address, chain.poolId(plan), 'Fee', parseEther('500'));
  await chain.perform(rewarder.address, reward);
  await actions.warp(60);
  await actions.drawPayment(await actions.lockPayment(), { amount: parseEther('1000') });
});
afterAll(() => anvil.stop());

// Each test breaks the chain in its own way, and leaves it whole.
let whole: unknown;
beforeEach(async () => {
  whole = await anvil.rpc.call('evm_snapshot');
});
afterEach(async () => {
  await anvil.rpc.call('evm_revert', [whole]);
});

const wrongOf = (sections: readonly Section[]): string[] =>
  sections.flatMap(({ findings }) =>
    findings.filter(({ wrong }) => wrong !== null).map(({ claim }) => claim),
  );
const wrongIn = async (deployment: Deployment) => wrongOf(await verifyDeployment(reader, deployment));

/** Sends in any account's name, also a contract's. */
async function sendAs(from: Address, to: Address, data: Hex): Promise<void> {
  await anvil.rpc.call('anvil_impersonateAccount', [from]);
  await anvil.rpc.call('anvil_setBalance', [from, '0xde0b6b3a7640000']);
  const hash = (await anvil.rpc.call('eth_sendTransaction', [{ from, to, data }])) as Hex; // the node answers a hash
  await mined(reader, hash, 'a test’s transaction');
}

const word = (address: Address): Hex => encodeAbiParameters([{ type: 'address' }], [address]);
/** Where Solidity keeps the value of a key of the mapping at a slot. */
const inMapping = (key: Hex, slot: Hex | bigint): Hex =>
  keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'uint256' }], [key, BigInt(slot)]));
const write = (address: Address, slot: Hex, value: Hex) =>
  anvil.rpc.call('anvil_setStorageAt', [address, slot, value]);
const YES = word('0x0000000000000000000000000000000000000001');

/** Where a contract keeps what it knows of a role that `holder` has: looked for, since nothing says where. */
async function roleSlot(address: Address, role: Hex, holder: Address): Promise<Hex> {
  for (let slot = 0n; slot < 20n; slot += 1n) {
    const data = inMapping(role, slot);
    if ((await reader.getStorageAt({ address, slot: inMapping(word(holder), data) })) === YES) return data;
  }
  throw new Error('the role is nowhere');
}

const timelockOf = ({ timelock }: Deployment): Address => timelock ?? zeroAddress;
const grant = (role: Hex, account: Address) =>
  encodeFunctionData({ abi: collateralPoolAbi, functionName: 'grantRole', args: [role, account] });

describe('a deployment as it should be', () => {
  it('has nothing wrong, with stakes, rewards and a draw in its books', async () => {
    const { text, wrong } = renderReport(await verifyDeployment(reader, right));
    expect(wrong).toBe(0);
    expect(text).toMatch(/All \d+ claims hold\.$/);
    expect(text).toContain(`proposers: ${proposer.account.address}`);
    expect(text).toContain('LIGHTNNG: Amp holds what the books say');
    expect(text).toContain('it calls RewardBook at 0x');
  });

  it('has nothing wrong on an Amp that somebody else deployed', async () => {
    const other = await deployAmp(reader, rewarder.account);
    const deployment = await deployAll({
      rpcUrl: anvil.rpcUrl,
      ampAddress: other.amp,
      pools: openings('present'),
    });
    expect(await wrongIn(deployment)).toEqual([]);
  });
});

describe('the command', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'devnet-verify-')), 'deployment.json');
  afterAll(() => rmSync(dirname(file), { recursive: true }));

  it('prints the report, and says whether all is well', async () => {
    const lines: string[] = [];
    const verify = (deployment: Deployment) => {
      writeDeploymentFile(file, deployment);
      return verifyCommand({ rpcUrl: anvil.rpcUrl, file }, (line) => lines.push(line));
    };
    expect(await verify(right)).toBe(true);
    expect(await verify({ ...right, epochLength: 61 })).toBe(false);
    expect(lines.at(-1)).toMatch(/2 of \d+ claims do not hold:\n {2}CollateralPool 0x.*: they last 60 s\n/);
    await expect(verify({ ...right, chainId: 1 })).rejects.toThrow('deployment on chain 1, but');
  });
});

describe('powers', () => {
  it('are wrong when the admin is a person, who deployed it and kept a role, and one key is two officers', async () => {
    const writer = writerFor(reader, deployer.account);
    const libraries = await deployLibraries(reader, writer, [collateralPoolCode]);
    const args = [deployer.account.address, 0, right.amp, BigInt(right.epochLength)] as const;
    const pool = { abi: collateralPoolAbi, code: collateralPoolCode, args };
    const { address } = await deployContract(reader, writer, pool, libraries);
    for (const [role, account] of [
      ['operator', operator.address],
      ['guardian', operator.address],
      ['rewarder', deployer.address],
    ] as const) {
      await sendAs(deployer.address, address, grant(roleId(role), account));
    }
    const wrong = await wrongIn({ ...right, collateralPool: address });
    expect(wrong).toEqual([
      expect.stringContaining('its admin is the timelock'),
      'no account holds two powers',
      expect.stringMatching(/^who deployed .* holds none$/),
    ]);
  });

  it('are wrong when the timelock gives somebody a role that nobody knows, or a second one', async () => {
    await sendAs(
      timelockOf(right),
      right.collateralPool,
      grant(keccak256(stringToHex('SWEEPER')), guardian.address),
    );
    await sendAs(timelockOf(right), right.walletCollateral, grant(roleId('operator'), registrar.address));
    expect(await wrongIn(right)).toEqual(['no role is held but these', 'no account holds two powers']);
  });

  it('are wrong when somebody else than the admin appoints an officer', async () => {
    const { walletCollateral } = right;
    const slot = await roleSlot(walletCollateral, roleId('guardian'), guardian.address);
    await write(walletCollateral, toHex(BigInt(slot) + 1n, { size: 32 }), roleId('registrar'));
    expect(await wrongIn(right)).toEqual(['the guardian is appointed by the admin alone']);
  });

  it('are wrong when the events are not all there, or tell another story than the contract', async () => {
    const late = { ...right, startBlock: Number(await reader.getBlockNumber({ cacheTime: 0 })) };
    expect(await wrongIn(late)).toContain('nobody else has the admin’s role');

    const { collateralPool } = right;
    const slot = await roleSlot(collateralPool, roleId('guardian'), guardian.address);
    await write(collateralPool, inMapping(word(guardian.address), slot), word(zeroAddress));
    expect(await wrongIn(right)).toEqual(['the events of grants and revocations say the same']);
  });

  it('are read from nodes that refuse too many blocks at once', async () => {
    let refused = 0;
    const narrow: Reader = {
      ...reader,
      getLogs: ((filter: { fromBlock: bigint; toBlock: bigint }) => {
        if (filter.toBlock - filter.fromBlock < 8n) return reader.getLogs(filter);
        refused += 1;
        return Promise.reject(new Error('query returned more than 10000 results'));
      }) as Reader['getLogs'], // viem's types name every kind of filter
    };
    expect(await verifyDeployment(narrow, right)).toEqual(await verifyDeployment(reader, right));
    expect(refused).toBeGreaterThan(0);
  });

  it('are wrong when another admin is on its way', async () => {
    const data = encodeFunctionData({
      abi: collateralPoolAbi,
      functionName: 'beginDefaultAdminTransfer',
      args: [guardian.address],
    });
    await sendAs(timelockOf(right), right.walletCollateral, data);
    expect(await wrongIn(right)).toEqual(['no other admin is on its way']);
  });
});

describe('a timelock', () => {
  it('is wrong when there is none, or something else stands there', async () => {
    expect(await wrongIn({ ...right, timelock: null })).toEqual([
      expect.stringContaining('its admin is the timelock'),
      expect.stringContaining('its admin is the timelock'),
      'a timelock is the admin',
    ]);
  });

  it('is wrong when it acts at once, by one who kept everything, and when its owner can do without it', async () => {
    const writer = writerFor(reader, deployer.account);
    const me = deployer.account.address;
    const loose = { abi: timelockAbi as Abi, code: timelockCode, args: [0n, [me], [], me] };
    const { address } = await deployContract(reader, writer, loose);
    const lower = address.toLowerCase() as Hex; // still hex
    const wrong = await wrongIn({ ...right, timelock: lower });
    expect(wrong.filter((claim) => !claim.startsWith('its admin is the timelock'))).toEqual([
      'what it does is announced 0 s before',
      'executors: ',
      'it alone changes who these are, after its delay',
      expect.stringMatching(/^who deployed .* holds none$/),
    ]);
  });

  it('is wrong while something waits that was announced on shorter notice, right while it waits its time', async () => {
    const timelock = timelockOf(right);
    const call = { target: right.collateralPool, data: grant(roleId('operator'), guardian.address) };
    const announce = (label: string, delay: number) =>
      sendAs(proposer.address, timelock, scheduleData([call], label, delay));
    await announce('in time', LOCAL_TIMELOCK_DELAY);
    expect(await wrongIn(right)).toEqual([]);

    const updateDelay = (seconds: bigint) =>
      sendAs(
        timelock,
        timelock,
        encodeFunctionData({ abi: timelockAbi, functionName: 'updateDelay', args: [seconds] }),
      );
    await updateDelay(0n);
    await announce('a back door', 0);
    await updateDelay(BigInt(LOCAL_TIMELOCK_DELAY));
    expect(await wrongIn(right)).toEqual(['none of these was announced on shorter notice']);
    await sendAs(registrar.address, timelock, executeData([call], 'a back door'));
    expect(await wrongIn(right)).toEqual(['no account holds two powers']);
  });

  it('is wrong without anybody who proposes', async () => {
    const revoke = (role: Hex) =>
      encodeFunctionData({ abi: timelockAbi, functionName: 'revokeRole', args: [role, proposer.address] });
    await sendAs(timelockOf(right), timelockOf(right), revoke(timelockRoleId('proposer')));
    await sendAs(timelockOf(right), timelockOf(right), revoke(timelockRoleId('canceller')));
    expect(await wrongIn(right)).toEqual(['proposers: ', 'cancellers: ']);
  });
});

describe('code', () => {
  it('is wrong when it is another contract’s, or when there is none', async () => {
    const wrong = await wrongIn({ ...right, walletCollateral: people.faucet.address });
    expect(wrong).toEqual(['its code is that of WalletCollateral']);
    expect(await wrongIn({ ...right, collateralPool: right.walletCollateral })).toEqual([
      'its code is that of CollateralPool',
    ]);
  });

  it('is wrong when a library that it calls is another one', async () => {
    const own = await reader.getCode({ address: right.walletCollateral });
    const used = linkedAddresses(walletCollateralCode, own ?? '0x')?.WalletViews ?? zeroAddress;
    const forged = (await reader.getCode({ address: used }))?.replace(/.{4}$/, 'beef');
    await anvil.rpc.call('anvil_setCode', [used, forged]);
    expect(await wrongIn(right)).toEqual([`it calls WalletViews at ${used}, whose code is right`]);
  });

  it('is wrong when it was made for another token, or for other epochs', async () => {
    expect(await wrongIn({ ...right, epochLength: 61 })).toEqual([
      'its epochs last 61 s',
      'its epochs last 61 s',
    ]);
    const other = await deployAmp(reader, deployer.account);
    // lower-casing hex keeps it hex
    const wrong = await wrongIn({ ...right, amp: other.amp.toLowerCase() as Hex });
    expect(wrong.filter((claim) => claim === 'it manages this Amp')).toHaveLength(2);
    expect(wrong.filter((claim) => claim.startsWith('Amp knows it'))).toHaveLength(2);
  });
});

describe('registrations', () => {
  const registry = erc1820Deployment.registry;
  const setManager = (account: Address, manager: Address) =>
    encodeFunctionData({ abi: erc1820RegistryAbi, functionName: 'setManager', args: [account, manager] });
  const setImplementer = (account: Address, name: Hex, implementer: Address) =>
    encodeFunctionData({
      abi: erc1820RegistryAbi,
      functionName: 'setInterfaceImplementer',
      args: [account, keccak256(name), implementer],
    });

  it('are wrong when a manager has no guard, or somebody else may take it away', async () => {
    const { collateralPool } = right;
    await sendAs(
      collateralPool,
      registry,
      setImplementer(collateralPool, stringToHex('AmpTokensSender'), zeroAddress),
    );
    await sendAs(collateralPool, registry, setManager(collateralPool, guardian.address));
    expect(await wrongIn(right)).toEqual([
      'it is its own AmpTokensSender in ERC-1820',
      'nobody else can change its hooks',
    ]);
  });

  it('are wrong when somebody was ever made an operator of a manager', async () => {
    const args = [guardian.address] as const;
    const authorize = encodeFunctionData({ abi: ampAbi, functionName: 'authorizeOperator', args });
    const revoke = encodeFunctionData({ abi: ampAbi, functionName: 'revokeOperator', args });
    await sendAs(right.walletCollateral, right.amp, authorize);
    await sendAs(right.walletCollateral, right.amp, revoke);
    expect(await wrongIn(right)).toEqual(['nobody was ever made an operator of it']);
  });

  it('are wrong when Amp’s validator is another one than its prefix needs', async () => {
    const name = (prefix: string) =>
      keccak256(`${stringToHex('AmpPartitionStrategyValidator')}${prefix}` as Hex); // hex after hex
    const inPlace = await reader.readContract({
      address: registry,
      abi: erc1820RegistryAbi,
      functionName: 'getInterfaceImplementer',
      args: [right.amp, name('aaaaaaaa')],
    });
    // No transaction could: Amp alone may name its validators, and has no way to name another.
    const slot = inMapping(
      name('cccccccc'),
      inMapping(encodeAbiParameters([{ type: 'address' }], [right.amp]), 0n),
    );
    const value = encodeAbiParameters([{ type: 'address' }], [inPlace]);
    await anvil.rpc.call('anvil_setStorageAt', [registry, slot, value]);
    const wrong = await wrongIn(right);
    expect(wrong).toEqual([expect.stringContaining('the strategy of 0xcccccccc is registered')]);
  });
});

describe('pools', () => {
  const careless: PoolParams = {
    ...first(poolPlans).params,
    claimDelay: 0,
    merchantDelay: 0,
    drawLimit: 2n ** 96n - 1n,
    minStake: 10n ** 17n,
    maxLockDuration: 31 * 86_400,
    maxUtilisationBps: 10_000,
  };

  it('are wrong when nothing bounds a stolen key, or dust counts as a stake', async () => {
    const pools = [{ manager: 'collateralPool' as const, tag: 'CARELESS', params: careless }];
    const deployment = await deployAll({ rpcUrl: anvil.rpcUrl, epochLength: 3_600, pools });
    expect(await wrongIn(deployment)).toEqual([
      expect.stringContaining('CARELESS: the operator can draw'),
      'CARELESS: a merchant is paid 0 s after being registered at the earliest',
      'CARELESS: a claim can be answered for 0 s',
      'CARELESS: a lock lasts 2678400 s at the most',
      'CARELESS: a stake is at least 100000000000000000 wei',
    ]);
  });

  it('are wrong when the operator can draw all there is in one window', async () => {
    const { params, tag } = first(poolPlans);
    const chain = await openDevChain(anvil.rpcUrl, right);
    const setParams = chain.calls.setParams(chain.poolId(first(poolPlans)), {
      ...params,
      drawLimit: parseEther('1000000'),
    });
    await sendAs(timelockOf(right), setParams.target, setParams.data);
    expect(await wrongIn(right)).toEqual([expect.stringContaining(`${tag}: the operator can draw`)]);
  });

  it('are wrong when Amp holds something else than the books say', async () => {
    const other = await deployAmp(reader, deployer.account);
    // lower-casing hex keeps it hex
    const deployment = { ...right, amp: other.amp.toLowerCase() as Hex };
    const findings = await checkPools({
      reader,
      deployment,
      blockNumber: await reader.getBlockNumber({ cacheTime: 0 }),
    });
    expect(wrongOf([{ title: '', findings }])).toEqual([
      expect.stringContaining('LIGHTNNG: Amp holds what the books say'),
    ]);
  });
});
