'use client';
'use no memo';
import { useMemo } from 'react';
import { useDeployment } from '@/components/live/live-context';
import type { Hex } from '@/lib/domain/codecs';

/** Names of addresses that the deployment knows; undefined for all others. Addresses compare in lower case. */
export function useNames(): (address: Hex) => string | undefined {
  const { labels } = useDeployment();
  return useMemo(() => {
    const names = new Map(Object.entries(labels).map(([address, name]) => [address.toLowerCase(), name]));
    return (address) => names.get(address.toLowerCase());
  }, [labels]);
}
