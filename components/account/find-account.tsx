'use client';
import { useRouter } from 'next/navigation';
import { cx } from '@/components/ui/cx';
import { whyNoAccount } from './account-words';
import { LookForm } from './look-form';

/**
 * The way to any account: by its address, or by its name. Sent before the page hears of it, the browser asks `/account`
 * itself, which knows the way, too.
 */
export function FindAccount({ initial, className }: { initial?: string; className?: string }) {
  const router = useRouter();
  return (
    <LookForm
      label="Any account"
      hint="Its address, or its ENS name"
      name="account"
      action="/account"
      {...(initial === undefined ? {} : { initial })}
      className={cx('w-full max-w-[34rem] text-left', className)}
      whyNot={whyNoAccount}
      onLook={(wanted) => router.push(`/account/${encodeURIComponent(wanted)}`)}
    />
  );
}
