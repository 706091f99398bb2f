const SOON_MS = 300;

/** When the browser has nothing better to do, and soon in any case. */
export const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(() => resolve(), { timeout: SOON_MS });
    else setTimeout(resolve, 50);
  });

let turn: Promise<void> = Promise.resolve();

/** One after the other, with a pause between: in one piece they would hold up a phone. */
export function inTurn(work: () => void): void {
  turn = turn.then(idle).then(work);
}
