import {
  type Abi,
  type Address,
  type ContractConstructorArgs,
  type DeployContractParameters,
  getAddress,
  type Hex,
  type TransactionReceipt,
} from 'viem';
import type { Reader, Writer } from './clients';

/** A transaction was mined, and failed. */
export class TransactionFailed extends Error {
  override name = 'TransactionFailed';
  constructor(
    readonly hash: Hex,
    what: string,
  ) {
    super(`${what} failed in transaction ${hash}`);
  }
}

/** Waits until a transaction is mined. Throws {@link TransactionFailed} when it reverted. */
export async function mined(reader: Reader, hash: Hex, what: string): Promise<TransactionReceipt> {
  const receipt = await reader.waitForTransactionReceipt({ hash });
  if (receipt.status !== 'success') throw new TransactionFailed(hash, what);
  return receipt;
}

export type Deployed = { address: Address; block: bigint };

/** Deploys one contract and waits for it. */
export async function deployContract<const A extends Abi>(
  reader: Reader,
  writer: Writer,
  name: string,
  parameters: { abi: A; bytecode: Hex; args: ContractConstructorArgs<A> },
): Promise<Deployed> {
  // viem's parameters are a conditional type over the ABI, which cannot be resolved while A is open.
  const hash = await writer.deployContract(parameters as unknown as DeployContractParameters);
  const receipt = await mined(reader, hash, `deploying ${name}`);
  if (!receipt.contractAddress) throw new TransactionFailed(hash, `deploying ${name}`);
  return { address: getAddress(receipt.contractAddress), block: receipt.blockNumber };
}
