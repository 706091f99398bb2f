import type { Outcome } from './slices';

/** Where a part of a bar stands: pixels from the bar's left. */
export type Place = { left: number; width: number };

export type Part = { element: HTMLElement; key: string; outcome: Outcome | undefined };

/** The parts of a bar, each an element with `data-part`; one with `data-outcome` has left the row. */
export const partsIn = (bar: HTMLElement): Part[] =>
  [...bar.querySelectorAll<HTMLElement>('[data-part]')].map((element) => ({
    element,
    key: element.dataset.part ?? '',
    outcome: element.dataset.outcome as Outcome | undefined,
  }));

/** Reads only: in turns with what is written, the page would be laid out for each part. */
export const placesOf = (parts: readonly Part[]): Map<string, Place> =>
  new Map(
    parts
      .filter(({ outcome }) => !outcome)
      .map(({ element, key }) => [key, { left: element.offsetLeft, width: element.offsetWidth }]),
  );
