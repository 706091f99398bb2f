import type { ReactNode, SVGProps } from 'react';

/** Icons on a 16-pixel grid. They stand beside a word, so they are hidden from screen readers. */
export type IconProps = Omit<SVGProps<SVGSVGElement>, 'children' | 'viewBox'>;
export type Icon = (props: IconProps) => ReactNode;

const Solid = (props: SVGProps<SVGSVGElement>) => (
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

const Line = (props: SVGProps<SVGSVGElement>) => (
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

export const ShieldCheckIcon: Icon = (props) => (
  <Solid {...props}>
    <path
      fillRule="evenodd"
      d="M8 1 2.5 3v4.4c0 3.3 2.3 6.3 5.5 7.6 3.2-1.3 5.5-4.3 5.5-7.6V3L8 1Zm-.8 9.6L4.7 8.1l1-1 1.5 1.5 3.1-3.1 1 1-4.1 4.1Z"
    />
  </Solid>
);
export const ShieldIcon: Icon = (props) => (
  <Line {...props}>
    <path d="M8 1.8 3 3.6v3.8c0 2.9 2 5.6 5 6.8 3-1.2 5-3.9 5-6.8V3.6L8 1.8Z" />
  </Line>
);
export const LateIcon: Icon = (props) => (
  <Line {...props}>
    <circle cx="8" cy="8" r="6.2" />
    <path d="M8 4.6v4M8 11.2v.1" />
  </Line>
);
export const ClockIcon: Icon = (props) => (
  <Line {...props}>
    <circle cx="8" cy="8" r="6.2" />
    <path d="M8 4.5V8l2.4 1.6" />
  </Line>
);
export const HourglassIcon: Icon = (props) => (
  <Solid {...props}>
    <path d="M3 1h10v3.2L9.6 8l3.4 3.8V15H3v-3.2L6.4 8 3 4.2V1Z" />
  </Solid>
);
export const CheckIcon: Icon = (props) => (
  <Line {...props}>
    <path d="m3 8.5 3.2 3.2L13 5" />
  </Line>
);
export const PaidIcon: Icon = (props) => (
  <Line {...props}>
    <path d="M8 2v9m0 0L4.5 7.5M8 11l3.5-3.5M3 14h10" />
  </Line>
);
export const LapsedIcon: Icon = (props) => (
  <Line {...props}>
    <circle cx="8" cy="8" r="6" strokeDasharray="2.4 2.3" />
  </Line>
);
export const CopyIcon: Icon = (props) => (
  <Line {...props}>
    <rect x="5.5" y="5.5" width="8" height="8" rx="1.8" />
    <path d="M10.5 3.2A1.7 1.7 0 0 0 9 2.5H4.2a1.7 1.7 0 0 0-1.7 1.7V9c0 .6.3 1.1.7 1.5" />
  </Line>
);
export const SunIcon: Icon = (props) => (
  <Line {...props}>
    <circle cx="8" cy="8" r="2.8" />
    <path d="M8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7" />
  </Line>
);
export const MoonIcon: Icon = (props) => (
  <Line {...props}>
    <path d="M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1Z" />
  </Line>
);
export const ArrowRightIcon: Icon = (props) => (
  <Line {...props}>
    <path d="M3 8h10m0 0L9 4m4 4-4 4" />
  </Line>
);
export const ChevronDownIcon: Icon = (props) => (
  <Line {...props}>
    <path d="m4 6 4 4 4-4" />
  </Line>
);
export const CloseIcon: Icon = (props) => (
  <Line {...props}>
    <path d="m4 4 8 8M12 4l-8 8" />
  </Line>
);
export const MoreIcon: Icon = (props) => (
  <Line {...props}>
    <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth={2.6} />
  </Line>
);
export const WarningIcon: Icon = (props) => (
  <Line {...props}>
    <path d="M8 2.2 14.4 13.5H1.6L8 2.2Zm0 4.3v3.2M8 11.7v.1" />
  </Line>
);
export const ExternalIcon: Icon = (props) => (
  <Line {...props}>
    <path d="M6.5 3.5h-3v9h9v-3M9 2.8h4.2V7M13 3 7.5 8.5" />
  </Line>
);
export const OverviewIcon: Icon = (props) => (
  <Line {...props}>
    <path d="M2.5 4h11M2.5 8h7M2.5 12h11" />
  </Line>
);
export const StakeIcon: Icon = (props) => (
  <Line {...props}>
    <path d="M8 13.5v-8m0 0L4.8 8.7M8 5.5l3.2 3.2M3 2.5h10" />
  </Line>
);
export const LocksIcon: Icon = (props) => (
  <Line {...props}>
    <rect x="3" y="7" width="10" height="7" rx="1.6" />
    <path d="M5.3 7V5a2.7 2.7 0 0 1 5.4 0v2" />
  </Line>
);
export const MerchantsIcon: Icon = (props) => (
  <Line {...props}>
    <path d="M2.5 6.5 3.4 3h9.2l.9 3.5M2.5 6.5h11M3.5 6.5V13h9V6.5M6.5 13V9.5h3V13" />
  </Line>
);
export const HealthIcon: Icon = (props) => (
  <Line {...props}>
    <path d="M1.5 8.5h3L6 4.5l3 7.5 1.8-3.5h3.7" />
  </Line>
);
