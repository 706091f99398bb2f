'use client';
'use no memo';
import { type ReactNode, useId, useRef, useState } from 'react';
import { clientOnly } from './client-only';

const load = () => import('./popover');
const Popover = clientOnly(load);

const HOVER_MS = 180;

/**
 * A button whose explanation opens on tap, Enter, or a resting mouse. The floating part is fetched when it is first
 * pointed at or focused.
 */
export function LazyPopover({
  label,
  className,
  trigger,
  hover = true,
  children,
}: {
  /** names the floating part, and the trigger where it has no words of its own */
  label: string;
  className?: string;
  trigger: ReactNode;
  hover?: boolean;
  children: ReactNode;
}) {
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [open, setOpen] = useState<'closed' | 'hovered' | 'pressed'>('closed');

  const after = (ms: number, next: 'closed' | 'hovered') => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen((now) => (now === 'pressed' ? now : next)), ms);
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-expanded={open !== 'closed'}
        aria-haspopup="dialog"
        aria-controls={open === 'closed' ? undefined : id}
        className={className}
        onFocus={() => void load()}
        onPointerEnter={(event) => {
          void load();
          if (hover && event.pointerType === 'mouse') after(HOVER_MS, 'hovered');
        }}
        onPointerLeave={() => after(HOVER_MS, 'closed')}
        onClick={() => {
          clearTimeout(timer.current);
          setOpen((now) => (now === 'pressed' ? 'closed' : 'pressed'));
        }}
      >
        {trigger}
      </button>
      {open !== 'closed' && (
        <Popover
          // Focus moves in only when pressed, and Radix decides that once, at mount.
          key={open}
          anchor={anchor}
          id={id}
          label={label}
          takesFocus={open === 'pressed'}
          onClose={() => setOpen('closed')}
          onPointerEnter={() => clearTimeout(timer.current)}
          onPointerLeave={() => after(HOVER_MS, 'closed')}
        >
          {children}
        </Popover>
      )}
    </>
  );
}
