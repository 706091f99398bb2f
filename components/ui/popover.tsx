'use client';
import { Popover as Radix } from 'radix-ui';
import type { ReactNode, RefObject } from 'react';

/**
 * What floats beside `anchor`. Loaded when first opened (see `lazy-popover.tsx`): most visits never open one.
 * Escape and a tap outside close it; focus goes back to the anchor when it was inside.
 */
export default function Popover({
  anchor,
  id,
  label,
  takesFocus,
  onClose,
  onPointerEnter,
  onPointerLeave,
  children,
}: {
  anchor: RefObject<HTMLElement | null>;
  id: string;
  label: string;
  /** false when the pointer only hovers: focus must stay where it is */
  takesFocus: boolean;
  onClose: () => void;
  onPointerEnter?: () => void;
  onPointerLeave?: () => void;
  children: ReactNode;
}) {
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      {/* Radix measures `current` only once mounted, when the trigger is there. */}
      <Radix.Anchor virtualRef={anchor as RefObject<HTMLElement>} />
      <Radix.Portal>
        <Radix.Content
          id={id}
          aria-label={label}
          side="top"
          sideOffset={6}
          collisionPadding={12}
          onOpenAutoFocus={(event) => {
            if (!takesFocus) event.preventDefault();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (takesFocus) anchor.current?.focus();
          }}
          onInteractOutside={(event) => {
            // The anchor's own press closes it; closing here first would open it again.
            if (event.target instanceof Node && anchor.current?.contains(event.target))
              event.preventDefault();
          }}
          onPointerEnter={onPointerEnter}
          onPointerLeave={onPointerLeave}
          className="z-50 max-w-[min(22rem,calc(100vw-1.5rem))] rounded-m border border-line-strong bg-raised px-3.5 py-3 text-left text-small font-normal whitespace-normal text-ink-2 shadow-float focus-visible:outline-offset-0"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
