'use client';
import { useQuery } from '@tanstack/react-query';
import { getAddress } from 'viem';
import { Link } from '@/components/ui/link';
import type { Hex } from '@/lib/domain/codecs';
import { nameQueryOptions } from '@/lib/live/queries';
import { CopyButton } from './copy-button';
import { cx } from './cx';

/** Four digits at a time and even lines, so that eyes can compare; the button copies it in one piece. */
const inGroups = (value: string): string[] => value.match(/^0x.{1,4}|.{1,4}/g) ?? [];

export default function HexDetails({
  kind,
  value,
  name,
  href,
}: {
  kind: 'address' | 'hash';
  value: Hex;
  name?: string | undefined;
  href?: string | undefined;
}) {
  const full = kind === 'address' ? getAddress(value) : value;
  return (
    <div className="flex flex-col gap-2">
      {name && <p className="font-medium text-ink">{name}</p>}
      {kind === 'address' && <EnsName account={value} />}
      <p className="sr-only">{full}</p>
      <p
        aria-hidden="true"
        className={cx(
          'hex grid justify-start gap-x-[1ch] text-ink',
          kind === 'address' ? 'grid-cols-[repeat(5,auto)]' : 'grid-cols-[repeat(8,auto)]',
        )}
      >
        {inGroups(full).map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: places in one fixed text
          <span key={index}>{group}</span>
        ))}
      </p>
      <div className="flex items-center gap-4">
        <CopyButton text={full} />
        {href && (
          <Link href={href} className="link">
            Open its page
          </Link>
        )}
      </div>
    </div>
  );
}

/** What the address calls itself; nothing where nobody can say. */
function EnsName({ account }: { account: Hex }) {
  const { data } = useQuery(nameQueryOptions(account));
  return data?.name ? <p className="font-medium break-all text-ink">{data.name}</p> : null;
}
