import type { Account, Address, Hex } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { ampCode } from '@/contracts-abi/bytecode/amp';
import { collateralPoolStrategyCode } from '@/contracts-abi/bytecode/collateral-pool-strategy';
import { erc1820Deployment } from '@/contracts-abi/bytecode/erc1820-registry';
import { holderCollateralStrategyCode } from '@/contracts-abi/bytecode/holder-collateral-strategy';
import { swapTokenCode } from '@/contracts-abi/bytecode/swap-token';
import { collateralPoolStrategyAbi } from '@/contracts-abi/collateral-pool-strategy';
import { holderCollateralStrategyAbi } from '@/contracts-abi/holder-collateral-strategy';
import { swapTokenAbi } from '@/contracts-abi/swap-token';
import { IN_PLACE_PREFIX, POOL_PREFIX } from '@/lib/domain/partition';
import { CannotDeploy } from './cannot-deploy';
import { type Reader, type Writer, writerFor } from './clients';
import { complaintAbout, readStrategies } from './strategies';
import { deployContract, mined } from './transactions';

/**
 * Puts the ERC-1820 registry at its one address by its presigned transaction, unless it is there. Costs the
 * deployer 0.08 ether, which the presigned transaction spends as its fee.
 */
export async function ensureErc1820(reader: Reader, deployer: Account): Promise<'present' | 'deployed'> {
  const { registry, sender, fundingWei, transaction } = erc1820Deployment;
  const code = await reader.getCode({ address: registry });
  if (code && code !== '0x') return 'present';
  const writer = writerFor(reader, deployer);
  const balance = await reader.getBalance({ address: sender });
  if (balance < fundingWei) {
    const hash = await writer.sendTransaction({ to: sender, value: fundingWei - balance });
    await mined(reader, hash, 'funding the registry’s deployment');
  }
  const hash = await reader.sendRawTransaction({ serializedTransaction: transaction });
  await mined(reader, hash, 'deploying the ERC-1820 registry');
  return 'deployed';
}

/** Throws {@link CannotDeploy} unless an Amp is at the address, with the strategies that our managers live by. */
export async function requireAmp(reader: Reader, amp: Address): Promise<void> {
  const code = await reader.getCode({ address: amp });
  if (!code || code === '0x') {
    throw new CannotDeploy(
      `AMP_ADDRESS is ${amp}, but there is no contract there on chain ${reader.chain.id}.`,
    );
  }
  const strategies = await readStrategies(reader, amp).catch(() => null);
  if (!strategies) throw new CannotDeploy(`AMP_ADDRESS is ${amp}, but what is there does not answer as Amp.`);
  const complaints = strategies.map(complaintAbout).filter((complaint) => complaint !== null);
  if (complaints.length > 0) {
    throw new CannotDeploy(`The Amp at ${amp} cannot carry our managers: ${complaints.join('; ')}.`);
  }
}

export type AmpSystem = { amp: Address; swapToken: Address; block: bigint };

/** Deploys the swap token, Amp and the two partition strategies, and registers these for their prefixes. */
export async function deployAmp(reader: Reader, deployer: Account): Promise<AmpSystem> {
  const writer = writerFor(reader, deployer);
  const swapToken = await deployContract(reader, writer, {
    abi: swapTokenAbi,
    code: swapTokenCode,
    args: ['Swap token', 'SWAP', deployer.address],
  });
  const amp = await deployContract(reader, writer, {
    abi: ampAbi,
    code: ampCode,
    args: [swapToken.address, 'Amp', 'AMP'],
  });
  const pools = await deployContract(reader, writer, {
    abi: collateralPoolStrategyAbi,
    code: collateralPoolStrategyCode,
    args: [amp.address],
  });
  const inPlace = await deployContract(reader, writer, {
    abi: holderCollateralStrategyAbi,
    code: holderCollateralStrategyCode,
    args: [amp.address],
  });
  await setStrategy(reader, writer, amp.address, `0x${POOL_PREFIX}`, pools.address);
  await setStrategy(reader, writer, amp.address, `0x${IN_PLACE_PREFIX}`, inPlace.address);
  return { amp: amp.address, swapToken: swapToken.address, block: amp.block };
}

async function setStrategy(
  reader: Reader,
  writer: Writer,
  amp: Address,
  prefix: Hex,
  strategy: Address,
): Promise<void> {
  const hash = await writer.writeContract({
    address: amp,
    abi: ampAbi,
    functionName: 'setPartitionStrategy',
    args: [prefix, strategy],
  });
  await mined(reader, hash, `registering the strategy of ${prefix}`);
}
