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
import { noteStood } from './stood-asleep';
import { useIsServed } from './use-is-served';
import { whenNeeded } from './when-needed';

type Load<Props> = () => Promise<ComponentType<Props>>;

/** When a part's code is fetched: after the page's own, or not before the part is about to be seen. */
type Wake = 'soon' | 'when needed';

/**
 * A part of a page that the server renders as any other, and whose code the browser fetches after the page's own: it is
 * there to be read at once, and comes alive a moment later, or when it is needed (`when-needed.ts`). `meanwhile` is seen
 * where the server has rendered nothing, after a click on a link. What is inside must not be `later` itself: it comes
 * alive as a whole.
 */
export const later = <Props extends object>(
  load: Load<Props>,
  { meanwhile = null, wake = 'soon' }: { meanwhile?: ReactNode; wake?: Wake } = {},
): ((props: Props) => ReactNode) =>
  asServed(load, wake, (part) => <Suspense fallback={meanwhile}>{part}</Suspense>);

/**
 * The same for all that a page has to show. Reached by a link, the page before stands until the code is there: nothing
 * of this one would be worth seeing.
 */
export const laterPage = <Props extends object>(load: Load<Props>): ((props: Props) => ReactNode) =>
  asServed(load, 'soon', (page) => page);

function asServed<Props extends object>(
  load: Load<Props>,
  wake: Wake,
  otherwise: (part: ReactNode) => ReactNode,
): (props: Props) => ReactNode {
  const code = () => patiently(load);
  const part = lazy<ComponentType<Props>>(async () => ({ default: await code() }));
  return (props) => (
    <Served
      code={code}
      wake={wake}
      otherwise={otherwise}
      draw={(loaded) => createElement(loaded ?? part, props)}
    />
  );
}

const onServer = typeof window === 'undefined';

function Served<Part>({
  code,
  wake,
  otherwise,
  draw,
}: {
  code: () => Promise<Part>;
  wake: Wake;
  otherwise: (part: ReactNode) => ReactNode;
  /** null: what waits for its code by itself */
  draw: (loaded: Part | null) => ReactNode;
}) {
  const served = useIsServed();
  const [loaded, setLoaded] = useState<{ part: Part } | null>(null);
  const sleeping = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!served) return;
    const wakeUp = () =>
      void idle()
        .then(code)
        .then((part) =>
          inTurn(() => {
            if (sleeping.current) noteStood(sleeping.current);
            startTransition(() => setLoaded({ part }));
          }),
        );
    if (wake === 'when needed' && sleeping.current) return whenNeeded(sleeping.current, wakeUp);
    wakeUp();
  }, [served, code, wake]);
  const touched = useRef<Touched>(null);
  const asleep = useCallback((place: HTMLDivElement) => {
    sleeping.current = place;
    return () => {
      touched.current = touchedIn(place);
      sleeping.current = null;
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
