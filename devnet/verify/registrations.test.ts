import {
  type Address,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  keccak256,
  stringToHex,
  zeroAddress,
} from 'viem';
import { describe, expect, it } from 'vitest';
import { ampAbi } from '@/contracts-abi/amp';
import { erc1820Deployment } from '@/contracts-abi/bytecode/erc1820-registry';
import { walletCollateralCode } from '@/contracts-abi/bytecode/wallet-collateral';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { linkedAddresses } from '@/lib/chain/contract-code';
import { devAccounts } from '../accounts';
import { deployAmp } from '../deploy-amp';
import { inMapping, stageForTests } from './testing/stage';

const people = devAccounts();
const { deployer, guardian } = people;
const stage = stageForTests();

describe('code', () => {
  it('is wrong when it is another contract’s, or when there is none', async () => {
    const wrong = await stage.wrongIn({ ...stage.right, walletCollateral: people.faucet.address });
    expect(wrong).toEqual(['its code is that of WalletCollateral']);
    expect(await stage.wrongIn({ ...stage.right, collateralPool: stage.right.walletCollateral })).toEqual([
      'its code is that of CollateralPool',
    ]);
  });

  it('is wrong when a library that it calls is another one', async () => {
    const own = await stage.reader.getCode({ address: stage.right.walletCollateral });
    const used = linkedAddresses(walletCollateralCode, own ?? '0x')?.WalletViews ?? zeroAddress;
    const forged = (await stage.reader.getCode({ address: used }))?.replace(/.{4}$/, 'beef');
    await stage.anvil.rpc.call('anvil_setCode', [used, forged]);
    expect(await stage.wrongIn(stage.right)).toEqual([
      `it calls WalletViews at ${used}, whose code is right`,
    ]);
  });

  it('is wrong when it was made for another token, or for other epochs', async () => {
    expect(await stage.wrongIn({ ...stage.right, epochLength: 61 })).toEqual([
      'its epochs last 61 s',
      'its epochs last 61 s',
    ]);
    const other = await deployAmp(stage.reader, deployer.account);
    // lower-casing hex keeps it hex
    const wrong = await stage.wrongIn({ ...stage.right, amp: other.amp.toLowerCase() as Hex });
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
    const { collateralPool } = stage.right;
    await stage.sendAs(
      collateralPool,
      registry,
      setImplementer(collateralPool, stringToHex('AmpTokensSender'), zeroAddress),
    );
    await stage.sendAs(collateralPool, registry, setManager(collateralPool, guardian.address));
    expect(await stage.wrongIn(stage.right)).toEqual([
      'it is its own AmpTokensSender in ERC-1820',
      'nobody else can change its hooks',
    ]);
  });

  it('are wrong when somebody was ever made an operator of a manager', async () => {
    const args = [guardian.address] as const;
    const authorize = encodeFunctionData({ abi: ampAbi, functionName: 'authorizeOperator', args });
    const revoke = encodeFunctionData({ abi: ampAbi, functionName: 'revokeOperator', args });
    await stage.sendAs(stage.right.walletCollateral, stage.right.amp, authorize);
    await stage.sendAs(stage.right.walletCollateral, stage.right.amp, revoke);
    expect(await stage.wrongIn(stage.right)).toEqual(['nobody was ever made an operator of it']);
  });

  it('are wrong when Amp’s validator is another one than its prefix needs', async () => {
    const name = (prefix: string) =>
      keccak256(`${stringToHex('AmpPartitionStrategyValidator')}${prefix}` as Hex); // hex after hex
    const inPlace = await stage.reader.readContract({
      address: registry,
      abi: erc1820RegistryAbi,
      functionName: 'getInterfaceImplementer',
      args: [stage.right.amp, name('aaaaaaaa')],
    });
    // No transaction could: Amp alone may name its validators, and has no way to name another.
    const slot = inMapping(
      name('cccccccc'),
      inMapping(encodeAbiParameters([{ type: 'address' }], [stage.right.amp]), 0n),
    );
    const value = encodeAbiParameters([{ type: 'address' }], [inPlace]);
    await stage.anvil.rpc.call('anvil_setStorageAt', [registry, slot, value]);
    const wrong = await stage.wrongIn(stage.right);
    expect(wrong).toEqual([expect.stringContaining('the strategy of 0xcccccccc is registered')]);
  });
});
