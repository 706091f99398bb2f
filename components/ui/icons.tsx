'use no memo';
import { type Icon, Line, Solid } from './icon';

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
export const ExternalIcon: Icon = (props) => (
  <Line {...props}>
    <path d="M6.5 3.5h-3v9h9v-3M9 2.8h4.2V7M13 3 7.5 8.5" />
  </Line>
);
