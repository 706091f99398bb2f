import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { LiveProvider } from '@/components/live/live-provider';
import { DisagreementBanner } from '@/components/shell/disagreement-banner';
import { FirstScript } from '@/components/shell/first-script';
import { Footer } from '@/components/shell/footer';
import { Freshness, StaleBanner } from '@/components/shell/freshness';
import { Header } from '@/components/shell/header';
import { BottomNav } from '@/components/shell/nav';
import { PageSlot } from '@/components/shell/pending-page';
import { StartingUpLater } from '@/components/shell/starting-up-later';
import { ConnectSlot } from '@/components/wallet/connect-slot';
import { mono, sans } from './fonts';
import { readStart } from './start';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Ampledge', template: '%s · Ampledge' },
  description: 'Stake AMP, see the payments it guarantees.',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfbf9' },
    { media: '(prefers-color-scheme: dark)', color: '#0c0d11' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The theme script sets an attribute that the server cannot know.
    <html lang="en" className={`${sans.variable} ${mono.variable}`} suppressHydrationWarning>
      <head>
        <FirstScript />
      </head>
      <body className="flex min-h-dvh flex-col">
        <Shell>{children}</Shell>
      </body>
    </html>
  );
}

/** Header, page, footer; or, while the server has nothing to show, why. */
async function Shell({ children }: { children: ReactNode }) {
  const start = await readStart();
  if (!start.ready) {
    return (
      <>
        <Header />
        <StartingUpLater reason={start.reason} />
      </>
    );
  }
  return (
    <LiveProvider deployment={start.deployment} head={start.head} agreement={start.agreement}>
      <Header freshness={<Freshness />} connect={<ConnectSlot settings={start.wallets} />} />
      <StaleBanner />
      <DisagreementBanner />
      <main id="content" className="page grow">
        <PageSlot>{children}</PageSlot>
      </main>
      <Footer />
      <BottomNav />
    </LiveProvider>
  );
}
