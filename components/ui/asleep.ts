/**
 * Parts of the page that can be read, and whose code is not there yet. What somebody does in one of them must not be lost
 * when it comes alive: what was pressed is pressed then, and what had the focus has it again.
 */
export const ASLEEP = 'data-asleep';

const TOUCHABLE = 'a,button,input,select,[data-slice]';

/**
 * Notes what is pressed in a part that is asleep. Runs before anything else, for people are quicker than a page's
 * scripts; kept constant, so that a content security policy can name its hash. A link does without.
 */
export const pressScript = `var p=window.ampledgePressed=new Map;addEventListener('click',function(e){var t=e.target,a=t.closest&&t.closest('[${ASLEEP}]'),b=a&&t.closest('button,[data-slice]');if(b)p.set(a,b)},true);`;

declare global {
  interface Window {
    ampledgePressed?: Map<Element, HTMLElement>;
  }
}

/** One element of a part, so that it is found in what the part becomes. */
type Spot = { index: number; name: string };

const nameOf = (element: HTMLElement): string =>
  `${element.tagName} ${element.dataset.slice ?? element.getAttribute('aria-label') ?? element.textContent}`;

function spotOf(place: HTMLElement, element: Element | null | undefined): Spot | null {
  if (!(element instanceof HTMLElement) || !place.contains(element)) return null;
  return { index: [...place.querySelectorAll(TOUCHABLE)].indexOf(element), name: nameOf(element) };
}

function elementAt(place: HTMLElement, spot: Spot | null): HTMLElement | null {
  const found = spot && place.querySelectorAll<HTMLElement>(TOUCHABLE)[spot.index];
  return found && nameOf(found) === spot.name ? found : null;
}

export type Touched = { pressed: Spot | null; focused: Spot | null };

/** What was pressed and what has the focus in a part that is about to be replaced by its living self. */
export function touchedIn(place: HTMLElement): Touched {
  const pressed = spotOf(place, window.ampledgePressed?.get(place));
  window.ampledgePressed?.delete(place);
  return { pressed, focused: spotOf(place, document.activeElement) };
}

export function touchAgain(place: HTMLElement, { pressed, focused }: Touched): void {
  elementAt(place, focused)?.focus({ preventScroll: true });
  elementAt(place, pressed)?.click();
}
