import { type Address, isAddressEqual } from 'viem';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { expectThat, type Finding, type Scene } from './findings';

/** What a manager was made with, and what no one can change: its code's immutables. */
export async function checkSettings(scene: Scene, manager: Address): Promise<Finding[]> {
  const { reader, deployment, blockNumber } = scene;
  const contract = { address: manager, abi: collateralPoolAbi, blockNumber } as const;
  const [amp, epochLength] = await Promise.all([
    reader.readContract({ ...contract, functionName: 'amp' }),
    reader.readContract({ ...contract, functionName: 'epochLength' }),
  ]);
  return [
    expectThat(isAddressEqual(amp, deployment.amp), 'it manages this Amp', `it manages ${amp}`),
    expectThat(
      epochLength === BigInt(deployment.epochLength),
      `its epochs last ${deployment.epochLength} s`,
      `they last ${epochLength} s`,
    ),
  ];
}
