'use client';
import { Headline } from './headline';
import { PoolBar } from './pool-bar';

/** The page's one sentence, and all that is staked as a bar. */
export function PoolNow() {
  return (
    <>
      <Headline />
      <PoolBar />
    </>
  );
}
