import { type Chain, defineChain } from 'viem';
import type { Deployment } from '@/lib/domain/api';
import { chainName } from './chain-name';

/** The deployment's chain for viem and wagmi. Wallets that do not know it are told to reach it through our proxy. */
export function chainOf(deployment: Deployment, origin: string): Chain {
  return defineChain({
    id: deployment.chainId,
    name: chainName(deployment.chainId),
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [`${origin}/api/rpc`] } },
    ...(deployment.explorerUrl && {
      blockExplorers: { default: { name: 'Explorer', url: deployment.explorerUrl } },
    }),
    testnet: deployment.local,
  });
}
