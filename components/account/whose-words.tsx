import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { Hex } from '@/lib/domain/codecs';
import { withChecksum } from './address-words';
import type { Whose } from './whose';

const InFull = ({ address }: { address: Hex }) => (
  <span className="hex break-all text-ink">{withChecksum(address)}</span>
);

/** Beside the field: the address behind a name, in full, before anything is done with it. */
export function whoseHint(whose: Whose) {
  switch (whose.is) {
    case 'known':
      return whose.name === null ? null : (
        <>
          {whose.name} leads to <InFull address={whose.address} />.{' '}
          {whose.saysSo
            ? 'The address calls itself that, too.'
            : 'The address itself does not say that it has this name: make sure whose it is.'}
        </>
      );
    case 'looking':
      return `${whose.name} is being looked up.`;
    case 'moved':
    case 'unknown':
      return null;
  }
}

/** What is wrong with what was typed; null when nothing is, or it is not known yet. */
export const whoseError = (whose: Whose): string | null => {
  if (whose.is === 'moved') return 'This name leads to another address than a moment ago.';
  return whose.is === 'unknown' ? whose.why : null;
};

/** A name that leads elsewhere than what was shown asks the person again. */
export function MovedName({ whose, onAgree }: { whose: Whose; onAgree: () => void }) {
  if (whose.is !== 'moved') return null;
  return (
    <Notice kind="care" title={`${whose.name} leads elsewhere now`}>
      <p>
        It led to <InFull address={whose.was} /> when you looked, and leads to <InFull address={whose.now} />{' '}
        now. Whoever has the name can change it. Ask whom you mean, by another way than this name.
      </p>
      <Button size="s" className="mt-2" onClick={onAgree}>
        Use the new address
      </Button>
    </Notice>
  );
}
