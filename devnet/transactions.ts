import {
  type Abi,
  type Address,
  BaseError,
  type ContractConstructorArgs,
  type DeployContractParameters,
  getAddress,
  type Hex,
  keccak256,
  type TransactionReceipt,
} from 'viem';
import { libraryCodes } from '@/contracts-abi/bytecode/libraries';
import { type Addresses, type ContractCode, librariesOf, linkCreation } from '@/lib/chain/contract-code';
import type { Reader, Writer } from './clients';

/** A transaction was mined, and failed. */
export class TransactionFailed extends Error {
  override name = 'TransactionFailed';
  constructor(
    readonly hash: Hex,
    what: string,
    reason?: string,
  ) {
    super(`${what} failed in transaction ${hash}${reason ? `: ${reason}` : ''}`);
  }
}

/** Waits until a transaction is mined. Throws {@link TransactionFailed} when it reverted. */
export async function mined(reader: Reader, hash: Hex, what: string): Promise<TransactionReceipt> {
  const receipt = await reader.waitForTransactionReceipt({ hash });
  if (receipt.status !== 'success') throw new TransactionFailed(hash, what, await reasonOf(reader, receipt));
  return receipt;
}

/** What the node says when the same is called again upon the block before; a block is at another time, so it may not fail. */
async function reasonOf(
  reader: Reader,
  { transactionHash, blockNumber }: TransactionReceipt,
): Promise<string> {
  try {
    const { from, to, input, gas } = await reader.getTransaction({ hash: transactionHash });
    await reader.call({ account: from, to, data: input, gas, blockNumber: blockNumber - 1n });
    return 'called again it does not fail';
  } catch (error) {
    return error instanceof BaseError ? error.shortMessage : String(error);
  }
}

export type Deployed = { address: Address; block: bigint };

/** Deploys one contract, linked to the libraries it names, and waits for it. */
export async function deployContract<const A extends Abi>(
  reader: Reader,
  writer: Writer,
  { abi, code, args }: { abi: A; code: ContractCode; args: ContractConstructorArgs<A> },
  libraries: Addresses = {},
): Promise<Deployed> {
  const parameters = { abi, bytecode: linkCreation(code, libraries), args };
  // viem's parameters are a conditional type over the ABI, which cannot be resolved while A is open.
  const hash = await writer.deployContract(parameters as unknown as DeployContractParameters);
  const receipt = await mined(reader, hash, `deploying ${code.contract}`);
  if (!receipt.contractAddress) throw new TransactionFailed(hash, `deploying ${code.contract}`);
  return { address: getAddress(receipt.contractAddress), block: receipt.blockNumber };
}

/** What a chain has at an address, as one word. */
export async function codeHash(reader: Reader, address: Address): Promise<Hex> {
  return keccak256((await reader.getCode({ address })) ?? '0x');
}

/** Deploys every library that `contracts` need, those that others need first. Returns their addresses by name. */
export async function deployLibraries(
  reader: Reader,
  writer: Writer,
  contracts: readonly ContractCode[],
): Promise<Record<string, Address>> {
  const addresses: Record<string, Address> = {};
  for (const code of librariesOf(contracts, libraryCodes)) {
    addresses[code.contract] = (
      await deployContract(reader, writer, { abi: [], code, args: [] }, addresses)
    ).address;
  }
  return addresses;
}
