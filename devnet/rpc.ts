import { z } from 'zod';

/**
 * JSON-RPC without ceremony: the seed sends tens of thousands of requests, and most of them are anvil's own methods,
 * which viem's typed clients do not know.
 */
export type Rpc = {
  url: string;
  call(method: string, params?: readonly unknown[]): Promise<unknown>;
};

/** The node answered, and refused. `data` is a revert's data where there is one. */
export class RpcError extends Error {
  override name = 'RpcError';
  constructor(
    readonly method: string,
    message: string,
    readonly code: number,
    readonly data: unknown,
  ) {
    super(`${method}: ${message}`);
  }
}

/** Nobody answered, or not in JSON-RPC. */
export class RpcUnreachable extends Error {
  override name = 'RpcUnreachable';
  constructor(url: string, cause: unknown) {
    super(`no chain node answers at ${url}`, { cause });
  }
}

const answer = z.union([
  z.object({ error: z.object({ code: z.number(), message: z.string(), data: z.unknown().optional() }) }),
  z.object({ result: z.unknown() }),
]);

export function createRpc(url: string): Rpc {
  let id = 0;
  return {
    url,
    async call(method, params = []) {
      id += 1;
      const body = JSON.stringify({ jsonrpc: '2.0', id, method, params });
      const json: unknown = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
        .then((response) => response.json())
        .catch((cause: unknown) => {
          throw new RpcUnreachable(url, cause);
        });
      const parsed = answer.parse(json);
      if ('error' in parsed) {
        throw new RpcError(method, parsed.error.message, parsed.error.code, parsed.error.data);
      }
      return parsed.result;
    },
  };
}

export const toHex = (value: number | bigint): `0x${string}` => `0x${value.toString(16)}`;

const hexString = z.string().regex(/^0x[0-9a-f]*$/i);
/** Reads a quantity that a node answered. */
export const fromHex = (value: unknown): bigint => BigInt(hexString.parse(value));
