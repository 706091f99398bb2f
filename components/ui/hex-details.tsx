'use client';
import Link from 'next/link';
import { getAddress } from 'viem';
import type { Hex } from '@/lib/domain/codecs';
import { CopyButton } from './copy-button';

/** Four characters at a time, so that eyes can compare; copying still yields the value in one piece. */
const inGroups = (value: string): string[] => value.slice(2).match(/.{1,4}/g) ?? [];

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
      <p className="hex flex flex-wrap gap-x-[0.5ch] text-ink">
        <span>0x</span>
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
