import { type Part, type Place, partsIn, placesOf } from './bar-parts';

let stood = new Map<string, Place>();

/** Notes where the parts of a bar stand, in a piece of the page that is about to be drawn anew. A page has one bar. */
export function noteStood(asleep: HTMLElement): void {
  const places = placesOf(partsIn(asleep));
  if (places.size > 0) stood = places;
}

/** Where the parts of a bar stood while it was asleep, told once; nowhere for a bar that was not. */
export function takeStood(parts: readonly Part[]): Map<string, Place> {
  if (!parts.some(({ key }) => stood.has(key))) return new Map();
  const places = stood;
  stood = new Map();
  return places;
}
