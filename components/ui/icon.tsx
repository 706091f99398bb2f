'use no memo';
import type { ReactNode, SVGProps } from 'react';

/**
 * Icons on a 16-pixel grid. They stand beside a word, so they are hidden from screen readers. Here are those that every
 * page has; what only some show is in `icons.tsx`, so that no page loads all of them.
 */
export type IconProps = Omit<SVGProps<SVGSVGElement>, 'children' | 'viewBox'>;
export type Icon = (props: IconProps) => ReactNode;

export const Solid = (props: SVGProps<SVGSVGElement>) => (
  <svg
    width={16}
    height={16}
    aria-hidden="true"
    focusable="false"
    fill="currentColor"
    viewBox="0 0 16 16"
    {...props}
  />
);

export const Line = (props: SVGProps<SVGSVGElement>) => (
  <svg
    width={16}
    height={16}
    aria-hidden="true"
    focusable="false"
    fill="none"
    stroke="currentColor"
    strokeWidth={1.8}
    strokeLinecap="round"
    strokeLinejoin="round"
    viewBox="0 0 16 16"
    {...props}
  />
);

export const ClockIcon: Icon = (props) => (
  <Line {...props}>
    <circle cx="8" cy="8" r="6.2" />
    <path d="M8 4.5V8l2.4 1.6" />
  </Line>
);
export const WarningIcon: Icon = (props) => (
  <Line {...props}>
    <path d="M8 2.2 14.4 13.5H1.6L8 2.2Zm0 4.3v3.2M8 11.7v.1" />
  </Line>
);
