'use no memo';
import { type Icon, Line } from '@/components/ui/icon';

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
