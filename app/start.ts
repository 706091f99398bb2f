import 'server-only';
import type { WalletSettings } from '@/components/wallet/wallet-settings';
import type { Agreement, Deployment } from '@/lib/domain/api';
import type { BlockRef } from '@/lib/domain/entities';
import { whyNotReady } from '@/lib/http/readiness';
import { getRuntime, type Runtime } from '@/lib/http/runtime';
import { readReadiness } from '@/lib/queries/page';

export type Start =
  | {
      ready: true;
      deployment: Deployment;
      head: BlockRef | null;
      agreement: Agreement;
      wallets: WalletSettings;
    }
  | { ready: false; reason: string };

/**
 * What every page begins with. While the database is being filled there is data, but of long ago: no page is shown
 * then. A chain that went silent later is no reason to hide anything: the page says how old it is.
 */
export async function readStart(): Promise<Start> {
  const readiness = await readReadiness();
  if (!readiness.ready) return readiness;
  const { env, follower } = await getRuntime();
  const state = follower.state();
  const filling = state.status === 'starting' || state.status === 'backfilling' ? whyNotReady(state) : null;
  if (filling !== null) return { ready: false, reason: filling };
  return {
    ready: true,
    deployment: readiness.deployment,
    head: state.head,
    agreement: state.agreement,
    wallets: walletSettings(env),
  };
}

function walletSettings(env: Runtime['env']): WalletSettings {
  const projectId = env.WALLETCONNECT_PROJECT_ID;
  return {
    walletConnect: projectId ? { projectId, relayUrl: env.WALLETCONNECT_RELAY_URL } : null,
    safeOrigins: env.SAFE_ORIGINS,
  };
}
