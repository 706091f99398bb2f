import { encodeFunctionData, serializeTransaction } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { ampAbi } from '@/contracts-abi/amp';
import { testDeployment } from '@/lib/chain/test-deployment';
import { contractsOf } from '../contracts';
import { proxyRpc } from '../proxy';
import type { Upstream } from '../upstream';

export const contracts = contractsOf(testDeployment);
export const me = '0x00000000000000000000000000000000000000e1';
export const hash = `0x${'ab'.repeat(32)}`;
export const signal = new AbortController().signal;

export const call = (method: string, params: unknown = [], id: number | string = 1) => ({
  jsonrpc: '2.0',
  id,
  method,
  params,
});

/** A node that answers each call with its method, last call first. */
export function node() {
  const asked: string[] = [];
  const upstream: Upstream = async (calls) => {
    asked.push(...calls.map(({ method }) => method));
    return calls.map(({ id, method }) => ({ jsonrpc: '2.0', id, result: method })).reverse();
  };
  return { asked, ask: (body: unknown) => proxyRpc(body, { contracts, upstream, signal }) };
}

export const balanceOf = encodeFunctionData({ abi: ampAbi, functionName: 'balanceOf', args: [me] });
const key = privateKeyToAccount(`0x${'11'.repeat(32)}`);
export const signed = (to: `0x${string}` | null, data: `0x${string}`) =>
  key.signTransaction(
    { to, data, chainId: 1, type: 'eip1559', nonce: 1, gas: 21_000n, maxFeePerGas: 1n },
    { serializer: serializeTransaction },
  );
