import { z } from 'zod';
import { type Hex, uint } from '@/lib/domain/codecs';
import { blockRef } from '@/lib/domain/entities';
import { createDefineRoute } from '../define-route';
import { createLog } from '../log';
import { NotReadyError } from '../not-ready';
import type { RouteHandlers } from '../route-spec';

export const hash = (n: number) => `0x${n.toString(16).padStart(64, '0')}` as const;
export const answer = z.strictObject({ at: blockRef, wei: uint });

/** A world of one block after another; every read is counted. */
export function world() {
  const state = {
    /** in the database */
    block: 1,
    /** the hash of that block, when it is of another branch */
    branch: null as Hex | null,
    /** what this instance has heard of, when it is behind */
    known: null as number | null,
    ready: true,
    reads: 0,
    fail: false,
    hold: null as Promise<void> | null,
  };
  const lines: string[] = [];
  const defineRoute = createDefineRoute({
    getRuntime: async () => {
      if (!state.ready) throw new NotReadyError('There is no deployment file yet.');
      return state;
    },
    headOf: ({ known, block }) => ({ number: known ?? block, hash: hash(known ?? block) }),
    log: createLog('info', (line) => lines.push(line)),
  });
  const read = async () => {
    state.reads += 1;
    const { block, branch } = state;
    await state.hold;
    if (state.fail) throw new Error('connection to postgres://admin:secret@host refused at /srv/app/db.ts');
    const at = { number: block, hash: branch ?? hash(block), timestamp: block, finality: 'latest' as const };
    return { at, wei: 10n ** 30n };
  };
  return { state, lines, defineRoute, read };
}

export const send = (route: RouteHandlers, path = '/', init: RequestInit = {}, params = {}) => {
  const method = (init.method ?? 'GET') as keyof RouteHandlers; // tests below name real methods
  const request = new Request(`http://localhost${path}`, init);
  return route[method](request, { params: Promise.resolve(params) });
};
export const problemOf = async (response: Response) => {
  const type = response.headers.get('content-type');
  if (type !== 'application/problem+json') throw new Error(`not a problem, but ${type}`);
  return response.json();
};
