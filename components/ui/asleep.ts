/**
 * Parts of the page that can be read, and whose code is not there yet. What somebody does in one of them must not be lost
 * when it comes alive: what was typed stands there then, what was pressed is pressed, and what had the focus has it again.
 */
export const ASLEEP = 'data-asleep';

const TOUCHABLE = 'a,button,input,select,[data-slice]';

/**
 * Notes what is pressed in a part that is asleep. Runs before anything else, for people are quicker than a page's
 * scripts; kept constant, so that a content security policy can name its hash. A link does without. A form that is asleep
 * and that no page of the server answers is not sent: what sends it counts as pressed, also by the Enter key.
 */
export const pressScript =
  `var p=window.ampledgePressed=new Map,s='[${ASLEEP}]';` +
  `addEventListener('click',function(e){var t=e.target,a=t.closest&&t.closest(s),b=a&&t.closest('button,[data-slice]');if(b)p.set(a,b)},true);` +
  `addEventListener('submit',function(e){var f=e.target;if(f.closest(s)&&!f.hasAttribute('action'))e.preventDefault()},true);`;

declare global {
  interface Window {
    ampledgePressed?: Map<Element, HTMLElement>;
  }
}

/** What can be seen of it: for a screen of another width the server may have rendered the same once more. */
const touchablesIn = (place: HTMLElement): HTMLElement[] =>
  [...place.querySelectorAll<HTMLElement>(TOUCHABLE)].filter((element) => element.checkVisibility());

/** One element of a part, so that it is found in what the part becomes. */
type Spot = { index: number; name: string };

/** A choice's own text is that of all its options, which may be others by then. */
const nameOf = (element: HTMLElement): string => {
  const text = element instanceof HTMLSelectElement ? '' : element.textContent;
  return `${element.tagName} ${element.dataset.slice ?? element.getAttribute('aria-label') ?? text}`;
};

function spotOf(place: HTMLElement, element: Element | null | undefined): Spot | null {
  if (!(element instanceof HTMLElement) || !place.contains(element)) return null;
  return { index: touchablesIn(place).indexOf(element), name: nameOf(element) };
}

function elementAt(place: HTMLElement, spot: Spot | null): HTMLElement | null {
  const found = spot && touchablesIn(place)[spot.index];
  return found && nameOf(found) === spot.name ? found : null;
}

/** What somebody typed or chose, where it differs from what the server had put there. */
type Entry = { spot: Spot; value: string };

export type Touched = { pressed: Spot | null; focused: Spot | null; entries: Entry[] };

/** What was typed, pressed and has the focus in a part that is about to be replaced by its living self. */
export function touchedIn(place: HTMLElement): Touched {
  const pressed = spotOf(place, window.ampledgePressed?.get(place));
  window.ampledgePressed?.delete(place);
  return { pressed, focused: spotOf(place, document.activeElement), entries: entriesIn(place) };
}

export function touchAgain(place: HTMLElement, { pressed, focused, entries }: Touched): void {
  const entered = entries.flatMap(({ spot, value }) => enter(elementAt(place, spot), value));
  elementAt(place, focused)?.focus({ preventScroll: true });
  elementAt(place, pressed)?.click();
  // A field that somebody has left since is left again, once the component holds what was typed.
  setTimeout(() => {
    for (const field of entered) {
      if (field !== document.activeElement)
        field.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
    }
  });
}

function entriesIn(place: HTMLElement): Entry[] {
  return [...place.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input,select')].flatMap(
    (field) => {
      const spot = field.value === served(field) ? null : spotOf(place, field);
      return spot ? [{ spot, value: field.value }] : [];
    },
  );
}

function served(field: HTMLInputElement | HTMLSelectElement): string | undefined {
  if (field instanceof HTMLInputElement) return field.defaultValue;
  const options = [...field.options];
  return (options.find((option) => option.defaultSelected) ?? options[0])?.value;
}

/** As typed by hand: the component that keeps the field's value hears of it. */
function enter(field: HTMLElement | null, value: string): HTMLElement[] {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) return [];
  // React has put a setter of its own before the element's, which would keep the change from it.
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
  return [field];
}
