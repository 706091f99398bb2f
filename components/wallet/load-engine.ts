import type { Engine } from './engine';
import type { WalletOptions } from './wagmi-config';

let configure: (options: WalletOptions) => void;
/** Where the contracts are, as soon as the header has said it. */
export const walletOptions = new Promise<WalletOptions>((resolve) => {
  configure = resolve;
});
let engine: Promise<Engine> | null = null;

/** Said once by the header, which knows where the contracts are. */
export const configureEngine = (given: WalletOptions): void => configure(given);

/** The wallet's code, fetched and started once. A failed fetch is tried again the next time. */
export function loadEngine(): Promise<Engine> {
  engine ??= Promise.all([walletOptions, import('./engine')])
    .then(([given, { startEngine }]) => startEngine(given))
    .catch((error) => {
      engine = null;
      throw error;
    });
  return engine;
}

/** The same without starting it: fetched while a finger is on its way to the button. */
export const preloadEngine = (): void => void import('./engine');
