'use client';
'use no memo';
import {
  type ComponentType,
  createElement,
  lazy,
  type ReactNode,
  Suspense,
  useSyncExternalStore,
} from 'react';
import { patiently } from './patiently';

const never = () => () => {};

function InBrowser({ meanwhile, children }: { meanwhile: ReactNode; children: ReactNode }) {
  const here = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return here ? <Suspense fallback={meanwhile}>{children}</Suspense> : meanwhile;
}

/**
 * A part that only the browser renders, and whose code it fetches when the part is first shown. `meanwhile` holds its
 * place. Less to load than `next/dynamic`, which also does what is not needed here.
 */
export function clientOnly<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
  meanwhile: ReactNode = null,
): (props: Props) => ReactNode {
  const part = lazy<ComponentType<Props>>(() => patiently(load));
  return (props) => <InBrowser meanwhile={meanwhile}>{createElement(part, props)}</InBrowser>;
}
