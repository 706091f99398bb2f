import { lightTheme, type Theme } from '@rainbow-me/rainbowkit';

const color = (token: string): string => `var(--color-${token})`;

/** RainbowKit in our tokens. They know light from dark by themselves, so one theme serves both. */
export function rainbowTheme(): Theme {
  const base = lightTheme({ borderRadius: 'medium', overlayBlur: 'none' });
  return {
    ...base,
    colors: {
      ...base.colors,
      accentColor: color('accent'),
      accentColorForeground: color('accent-ink'),
      actionButtonBorder: color('line'),
      actionButtonBorderMobile: color('line'),
      actionButtonSecondaryBackground: color('sunken'),
      closeButton: color('ink-2'),
      closeButtonBackground: color('sunken'),
      connectionIndicator: color('locked'),
      downloadBottomCardBackground: color('sunken'),
      downloadTopCardBackground: color('sunken'),
      error: color('drawn'),
      generalBorder: color('line'),
      generalBorderDim: color('line'),
      menuItemBackground: color('sunken'),
      modalBackdrop: 'rgba(0, 0, 0, 0.45)',
      modalBackground: color('raised'),
      modalBorder: color('line'),
      modalText: color('ink'),
      modalTextDim: color('ink-3'),
      modalTextSecondary: color('ink-2'),
      profileAction: color('sunken'),
      profileActionHover: color('hover'),
      profileForeground: color('raised'),
      selectedOptionBorder: color('line-strong'),
      standby: color('claimed'),
    },
    fonts: { body: 'inherit' },
    shadows: {
      connectButton: 'none',
      dialog: 'var(--shadow-float)',
      profileDetailsAction: 'none',
      selectedOption: 'none',
      selectedWallet: 'none',
      walletLogo: 'none',
    },
  };
}
