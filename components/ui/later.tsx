import { type ComponentType, createElement, lazy, type ReactNode, Suspense } from 'react';
import { patiently } from './patiently';

/**
 * A part of a page that the server renders as any other, and whose code the browser fetches after the page's own: it is
 * there to be read at once, and comes alive a moment later. For what stands below, or beside, what people came for.
 * `meanwhile` is seen where the server has rendered nothing, after a click on a link.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile: ReactNode = null,
): (props: Props) => ReactNode {
  const part = lazy<ComponentType<Props>>(async () => ({ default: await patiently(load) }));
  return (props) => <Suspense fallback={meanwhile}>{createElement(part, props)}</Suspense>;
}
