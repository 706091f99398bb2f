'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { Hex } from '@/lib/domain/codecs';
import { problemText } from '@/lib/live/problem-text';
import { keys } from '@/lib/live/queries';

type State = { is: 'idle' } | { is: 'asking' } | { is: 'given' } | { is: 'refused'; reason: string };

/** Play money, on a local chain only: AMP to stake and ETH for fees. */
export function FaucetButton({ account, className }: { account: Hex; className?: string }) {
  const queries = useQueryClient();
  const [state, setState] = useState<State>({ is: 'idle' });

  async function ask() {
    setState({ is: 'asking' });
    try {
      const response = await fetch('/api/faucet', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ address: account }),
      });
      if (!response.ok) {
        const body: unknown = await response.json().catch(() => null);
        const reason = problemText(body) ?? 'The faucet gave no reason.';
        setState({ is: 'refused', reason });
        return;
      }
      setState({ is: 'given' });
      await queries.invalidateQueries({ queryKey: keys.account(account) });
      await queries.invalidateQueries({ queryKey: ['preview'] });
    } catch {
      setState({ is: 'refused', reason: 'The server does not answer. Try again in a moment.' });
    }
  }
  return (
    <div className={className}>
      <Button size="s" busy={state.is === 'asking'} onClick={() => void ask()}>
        {state.is === 'asking' ? 'Filling up' : 'Get play AMP and ETH'}
      </Button>
      <p aria-live="polite" className="mt-1 text-small text-ink-2 empty:hidden">
        {state.is === 'given' && 'It is on its way to your account.'}
        {state.is === 'refused' && state.reason}
      </p>
    </div>
  );
}
