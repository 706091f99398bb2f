/**
 * Parts of the page that can be read, and whose code is not there yet. What somebody does in one of them must not be lost
 * when it comes alive: what was pressed is pressed then, and what had the focus has it again.
 */
export const ASLEEP = 'data-asleep';

const TOUCHABLE = 'a,button,input,select,[data-slice]';

/**
 * Notes what is pressed in a part that is asleep, and keeps the browser from sending a form there by itself. Runs before
 * anything else, for people are quicker than a page's scripts; kept constant, so that a content security policy can name
 * its hash. A link does without.
 */
export const pressScript = `var p=window.ampledgePressed=new Map,z='[${ASLEEP}]';addEventListener('click',function(e){var t=e.target,a=t.closest&&t.closest(z),b=a&&t.closest('button,[data-slice]');if(b)p.set(a,b)},true);addEventListener('submit',function(e){var f=e.target,a=f.closest(z),b=e.submitter||f.querySelector('button:not([type=button])');if(a){e.preventDefault();if(b)p.set(a,b)}},true);`;

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

/** Where it stood, or, when something has come or gone since, the only one of its name. */
function elementAt(place: HTMLElement, spot: Spot | null): HTMLElement | null {
  if (!spot) return null;
  const all = [...place.querySelectorAll<HTMLElement>(TOUCHABLE)];
  const there = all[spot.index];
  if (there && nameOf(there) === spot.name) return there;
  const [found, another] = all.filter((element) => nameOf(element) === spot.name);
  return found && !another ? found : null;
}

export type Touched = { pressed: Spot | null; focused: Spot | null; typed: { spot: Spot; text: string }[] };

/** What was pressed and typed, and what has the focus, in a part that is about to be replaced by its living self. */
export function touchedIn(place: HTMLElement): Touched {
  const pressed = spotOf(place, window.ampledgePressed?.get(place));
  window.ampledgePressed?.delete(place);
  const typed = [...place.querySelectorAll('input')].flatMap((input) => {
    const spot = input.value === input.defaultValue ? null : spotOf(place, input);
    return spot ? [{ spot, text: input.value }] : [];
  });
  return { pressed, focused: spotOf(place, document.activeElement), typed };
}

export function touchAgain(place: HTMLElement, { pressed, focused, typed }: Touched): void {
  for (const { spot, text } of typed) {
    const input = elementAt(place, spot);
    if (input instanceof HTMLInputElement) type(input, text);
  }
  elementAt(place, focused)?.focus({ preventScroll: true });
  elementAt(place, pressed)?.click();
}

/** As a person does: React overlooks a value that was set on the element itself. */
function type(input: HTMLInputElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
  input.dispatchEvent(new Event('input', { bubbles: true }));
}
