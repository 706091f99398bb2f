'use no memo';
import { cx } from '@/components/ui/cx';

/** Three slices of one balance; the middle one is locked. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
      className={cx('size-6 shrink-0', className)}
    >
      <rect x="2" y="3" width="20" height="4.4" rx="1.6" className="fill-ink" />
      <rect x="2" y="9.8" width="13" height="4.4" rx="1.6" className="fill-locked" />
      <rect x="2" y="16.6" width="20" height="4.4" rx="1.6" className="fill-ink" />
    </svg>
  );
}
