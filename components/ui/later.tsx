'use no memo';
import {
  type ComponentType,
  createElement,
  lazy,
  type ReactNode,
  Suspense,
  startTransition,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { ASLEEP, type Touched, touchAgain, touchedIn } from './asleep';
import { idle, inTurn } from './idle';
import { patiently } from './patiently';
import { useIsServed } from './use-is-served';

type Load<Props> = () => Promise<ComponentType<Props>>;

/**
 * A part of a page that the server renders as any other, and whose code the browser fetches after the page's own: it is
 * there to be read at once, and comes alive a moment later. `meanwhile` is seen where the server has rendered nothing,
 * after a click on a link. What is inside must not be `later` itself: it comes alive as a whole.
 */
export const later = <Props extends object>(
  load: Load<Props>,
  meanwhile: ReactNode = null,
): ((props: Props) => ReactNode) =>
  asServed(load, (part) => <Suspense fallback={meanwhile}>{part}</Suspense>);

/**
 * The same for all that a page has to show. Reached by a link, the page before stands until the code is there: nothing
 * of this one would be worth seeing.
 */
export const laterPage = <Props extends object>(load: Load<Props>): ((props: Props) => ReactNode) =>
  asServed(load, (page) => page);

function asServed<Props extends object>(
  load: Load<Props>,
  otherwise: (part: ReactNode) => ReactNode,
): (props: Props) => ReactNode {
  const code = () => patiently(load);
  const part = lazy<ComponentType<Props>>(async () => ({ default: await code() }));
  return (props) => (
    <Served code={code} otherwise={otherwise} draw={(loaded) => createElement(loaded ?? part, props)} />
  );
}

const onServer = typeof window === 'undefined';

function Served<Part>({
  code,
  otherwise,
  draw,
}: {
  code: () => Promise<Part>;
  otherwise: (part: ReactNode) => ReactNode;
  /** null: what waits for its code by itself */
  draw: (loaded: Part | null) => ReactNode;
}) {
  const served = useIsServed();
  const [loaded, setLoaded] = useState<{ part: Part } | null>(null);
  useEffect(() => {
    if (!served) return;
    void idle()
      .then(code)
      .then((part) => inTurn(() => startTransition(() => setLoaded({ part }))));
  }, [served, code]);
  const touched = useRef<Touched>(null);
  const asleep = useCallback((place: HTMLDivElement) => {
    return () => {
      touched.current = touchedIn(place);
    };
  }, []);
  const alive = useCallback((place: HTMLDivElement) => {
    if (touched.current) touchAgain(place, touched.current);
    touched.current = null;
  }, []);

  if (!served) return otherwise(draw(null));
  // No boundary around what the server renders: a large one is sent after the page, as something to fill in.
  if (onServer) {
    return (
      <div className="contents" {...{ [ASLEEP]: '' }}>
        {draw(null)}
      </div>
    );
  }
  // Whatever stands in the document stays as it is; then it is drawn anew at once, at whatever block the page is by now.
  return loaded ? (
    <div key="alive" ref={alive} className="contents">
      <Suspense>{draw(loaded.part)}</Suspense>
    </div>
  ) : (
    <div
      key="asleep"
      ref={asleep}
      className="contents"
      {...{ [ASLEEP]: '' }}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: nothing is set: React is told to leave alone what is there
      dangerouslySetInnerHTML={{ __html: '' }}
    />
  );
}
