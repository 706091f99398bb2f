'use client';
import { useState } from 'react';
import { useDeployment } from '@/components/live/live-context';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { Explanation } from '@/lib/domain/explanation';
import { chainName } from './chain-name';
import { loadEngine } from './load-engine';

/** The wallet is on another network: said in words, with the way to change it. The page stays readable. */
export function SwitchNetwork({ chainId }: { chainId: number }) {
  const deployment = useDeployment();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Explanation | null>(null);
  const wanted = chainName(deployment.chainId);

  async function ask() {
    setAsking(true);
    setProblem(null);
    try {
      const engine = await loadEngine();
      await engine.switchNetwork();
    } catch (error) {
      const [{ toFailure }, { explain }] = await Promise.all([
        import('@/lib/actions/failure'),
        import('@/lib/domain/error-catalogue'),
      ]);
      setProblem(explain(toFailure(error)));
    } finally {
      setAsking(false);
    }
  }
  return (
    <Notice kind="care" title={`Your wallet is on ${chainName(chainId)}`}>
      <p>Everything here is on {wanted}. You can read on; to send anything, switch.</p>
      {problem && (
        <p className="mt-1">
          {problem.title}. {problem.next}
        </p>
      )}
      <Button size="s" busy={asking} className="mt-2" onClick={() => void ask()}>
        {asking ? 'Asking your wallet' : `Switch to ${wanted}`}
      </Button>
    </Notice>
  );
}
