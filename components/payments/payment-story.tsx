'use client';
import { type Claim, useClaim } from '@/components/shell/use-claim';
import { useNames } from '@/components/shell/use-name';
import { Amount } from '@/components/ui/amount';
import { Explain } from '@/components/ui/explain';
import { Address, Hash } from '@/components/ui/hex';
import { type KeyValue, KeyValues } from '@/components/ui/key-values';
import { Link } from '@/components/ui/link';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { Moment } from '@/components/ui/time';
import { relative } from '@/components/ui/time-text';
import type { PaymentAnswer } from '@/lib/domain/api';
import { isGuaranteed } from '@/lib/domain/lock-status';
import { FinalityNote } from './finality-note';
import { stepsOf } from './steps';
import { Timeline } from './timeline';
import { type Verdict, verdictOf } from './verdict';

/** What happened to a payment, what comes next, and what else there is to know of it. */
export function PaymentStory({
  answer,
  verdict,
  now,
}: {
  answer: PaymentAnswer;
  verdict: Verdict;
  /** chain time */
  now: number;
}) {
  const claim = useClaim();
  const name = useNames()(answer.lock.merchant);
  return (
    <Panel aria-labelledby="story">
      <PanelHeader id="story" title={isGuaranteed(verdict.status) ? 'What happens next' : 'What happened'} />
      <Timeline steps={stepsOf(answer, now)} />
      <KeyValues ruled items={facts(answer, now, name, claim)} />
    </Panel>
  );
}

function facts(
  { lock, poolTag, lockedFinality }: PaymentAnswer,
  now: number,
  name: string | undefined,
  { certain, Guaranteed }: Claim,
): KeyValue[] {
  const live = isGuaranteed(verdictOf(lock, now).status);
  const time = (at: number) => (
    <>
      <Moment at={at} near={now} form="minute" />{' '}
      <span className="font-normal text-ink-3">· {relative(at, now)}</span>
    </>
  );
  const whileLive: KeyValue[] = live
    ? [
        {
          key: 'fails',
          label: certain ? 'If it fails' : 'Locked for it',
          value: (
            <>
              {certain && 'the merchant is paid '}
              <Amount wei={lock.remaining} unit />
            </>
          ),
        },
        {
          key: 'claim',
          label: (
            <Explain term="Merchant can claim from">
              When a payment has not settled by then, the merchant may ask for the collateral. After a short
              waiting time anyone can have it paid out to the merchant: nobody’s consent is needed.
            </Explain>
          ),
          value: time(lock.settleBy),
        },
        { key: 'until', label: `${Guaranteed} until`, value: time(lock.expiresAt) },
      ]
    : [];
  return [
    ...whileLive,
    {
      key: 'finality',
      label: (
        <Explain term="Finality of the lock">
          A block can be replaced by another while it is young. Once it is final, nothing can take the lock
          back.
        </Explain>
      ),
      value: <FinalityNote finality={lockedFinality} />,
    },
    {
      key: 'pool',
      label: lock.kind === 'pool' ? 'Backed by pool' : 'Backed in place by wallets of',
      value: (
        <Link href={`/locks?pool=${lock.pool}`} className="hover:underline">
          {poolTag}
        </Link>
      ),
    },
    {
      key: 'merchant',
      label: 'Merchant',
      value: <Address value={lock.merchant} name={name} href={`/merchants/${lock.merchant}`} />,
    },
    { key: 'id', label: 'Payment id', value: <Hash what="Payment id" value={lock.paymentId} /> },
    {
      key: 'ref',
      label: (
        <Explain term="Order reference">
          Only its fingerprint is on chain. Whoever has the order can prove that this payment is for it;
          nobody else can read it.
        </Explain>
      ),
      value: <Hash what="Fingerprint of the order reference" value={lock.refHash} />,
    },
    {
      key: 'tx',
      label: 'Locked in transaction',
      value: <Hash what="Transaction" value={lock.lockedAt.tx} />,
    },
  ];
}
