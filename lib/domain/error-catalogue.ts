import { ampCodes } from './amp-codes';
import type { Entry, Explanation } from './explanation';
import { inPlaceErrors } from './in-place-errors';
import { libraryErrors } from './library-errors';
import { managerErrors } from './manager-errors';
import { invalidParams } from './params-error';
import { poolErrors } from './pool-errors';
import { timelockErrors } from './timelock-errors';
import { explainWalletProblem, type WalletProblem } from './wallet-problems';

/**
 * Every way our contracts, Amp, a wallet or the connection to the chain can say no, in words with their figures.
 * `lib/actions/failure.ts` makes a {@link Failure} of what a wallet or a node throws.
 */
export type Failure =
  | { kind: 'contract'; error: string; args: readonly unknown[] }
  /** `Error(string)`: one of Amp's codes, or the text of somebody's hook */
  | { kind: 'reason'; reason: string }
  | { kind: 'panic'; code: bigint }
  /** it would fail, and no reason comes with it */
  | { kind: 'no-reason' }
  | { kind: 'wallet'; problem: WalletProblem };

const catalogue = new Map<string, Entry>(
  Object.entries({
    ...libraryErrors,
    ...timelockErrors,
    ...managerErrors,
    ...poolErrors,
    ...inPlaceErrors,
    InvalidParams: invalidParams,
  }),
);

/** Names of the errors that have words of their own. */
export const cataloguedErrors: ReadonlySet<string> = new Set(catalogue.keys());

const refused = (cause: string): Explanation => ({
  title: 'The contract refuses this',
  cause,
  next: 'Nothing was moved. Look at the amounts again; if they are right, tell us what you tried.',
});

/** What happened, why, and what to do next. Never fails: what is not known is said to be unknown. */
export function explain(failure: Failure): Explanation {
  switch (failure.kind) {
    case 'contract':
      return (
        catalogue.get(failure.error)?.(failure.args) ?? refused(`Its reason is called ${failure.error}.`)
      );
    case 'reason':
      return ampCodes[failure.reason] ?? refused(`It says: “${failure.reason}”.`);
    case 'panic':
      return refused(`A calculation in it failed (code ${failure.code}).`);
    case 'no-reason':
      return refused('It gave no reason.');
    case 'wallet':
      return explainWalletProblem(failure.problem);
  }
}
