'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { isAccountLike } from '@/lib/domain/ens-name';

/**
 * The way to any account: by its address, or by its name. Sent before the page hears of it, the browser asks `/account`
 * itself, which knows the way, too.
 */
export function FindAccount({ initial = '', className }: { initial?: string; className?: string }) {
  const router = useRouter();
  const [text, setText] = useState(initial);
  const [tried, setTried] = useState(initial !== '' && !isAccountLike(initial));
  const wanted = text.trim();
  const why = whyNot(wanted);
  return (
    <form
      noValidate
      action="/account"
      className={cx('flex w-full max-w-[34rem] flex-wrap items-start gap-3 text-left', className)}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (why === null) router.push(`/account/${encodeURIComponent(wanted)}`);
      }}
    >
      <Field
        label="Any account"
        className="min-w-60 grow"
        error={tried ? why : null}
        hint="Its address, or its ENS name"
      >
        {(wiring) => (
          <Input
            {...wiring}
            name="account"
            spellCheck={false}
            autoCorrect="off"
            autoCapitalize="off"
            placeholder="0x… or name.eth"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" className="mt-[1.4rem]">
        Look
      </Button>
    </form>
  );
}

function whyNot(wanted: string): string | null {
  if (wanted === '') return 'Enter an address or a name.';
  if (isAccountLike(wanted)) return null;
  return /^0x/i.test(wanted)
    ? 'An address is 0x and 40 digits from 0 to 9 and a to f.'
    : 'A name has a point in it, such as name.eth.';
}
