'use client';
import { useCallback, useState } from 'react';
import { useNames } from '@/components/shell/use-name';
import { Worth } from '@/components/stake/worth';
import { Amount } from '@/components/ui/amount';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { ActionForm } from '@/components/wallet/action-form';
import { AmountField } from '@/components/wallet/amount-field';
import { useAmount } from '@/components/wallet/use-amount';
import { usePreview } from '@/components/wallet/use-preview';
import type { Recipient } from '@/lib/actions/send-amp';
import type { Hex } from '@/lib/domain/codecs';
import { formatAmp } from '@/lib/domain/money';
import { AddressInput } from './address-input';
import { useWhose } from './use-whose';
import { MovedName, whoseError, whoseHint } from './whose-words';

/** AMP to somebody else: what is spendable, and only to where it can come back from, or with open eyes. */
export default function SendForm({ account, spendable }: { account: Hex; spendable: bigint | null }) {
  const nameOf = useNames();
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const [accepted, setAccepted] = useState<Hex | null>(null);
  const amount = useAmount({
    max: spendable,
    words: { maximum: (amp) => `You can spend ${amp} AMP. What is staked or in place cannot be sent.` },
  });
  const { whose, agree } = useWhose(text);
  const to = whose.is === 'known' ? whose.address : null;
  const riskAccepted = to !== null && accepted === to;
  const intent =
    whose.is === 'known' && amount.value !== null
      ? { to: whose.address, value: amount.value, riskAccepted, name: whose.name }
      : null;
  const intentKey = intent ? `${intent.to}/${intent.value}/${intent.riskAccepted}/${intent.name}` : 'none';
  // The same question as the form's own, and so the same answer: it is asked once.
  const preview = usePreview('send-amp', intent && { key: intentKey, intent, account });
  const risk = riskOf(preview);
  const { clear } = amount;
  const onDone = useCallback(() => {
    clear();
    setText('');
    setTried(false);
    setAccepted(null);
  }, [clear]);
  const label = to === null ? undefined : nameOf(to);
  const ensName = whose.is === 'known' ? whose.name : null;
  return (
    <ActionForm
      kind="send-amp"
      intent={intent}
      intentKey={intentKey}
      submit={intent ? `Send ${formatAmp(intent.value)} AMP` : 'Send'}
      onIncomplete={() => {
        setTried(true);
        amount.onIncomplete();
      }}
      onDone={onDone}
      toLines={(known) => [
        { key: 'to', label: 'Goes to', value: label ?? ensName ?? recipientWords[known.recipient] },
        {
          key: 'left',
          label: 'Stays spendable',
          value: <Amount wei={known.spendableAfter} decimals={2} unit />,
        },
      ]}
    >
      <Field
        label="Recipient"
        error={text === '' && !tried ? null : whoseError(whose)}
        hint={whoseHint(whose) ?? (label ? `Known here as ${label}.` : null)}
      >
        {(wiring) => <AddressInput {...wiring} name="recipient" value={text} onText={setText} />}
      </Field>
      <MovedName whose={whose} onAgree={agree} />
      <AmountField
        amount={amount}
        label="Amount to send"
        name="send-amount"
        max={spendable}
        aside={
          spendable !== null && (
            <>
              Spendable <Worth wei={spendable} />
            </>
          )
        }
      />
      {(risk || riskAccepted) && to !== null && (
        <Notice kind="care" title="This is a contract, not a person">
          <label className="mt-1 flex items-start gap-2.5">
            <input
              type="checkbox"
              className="mt-0.5 size-4.5 shrink-0 accent-accent"
              checked={riskAccepted}
              onChange={(event) => setAccepted(event.target.checked ? to : null)}
            />
            <span>
              I have made sure that it can receive AMP and send it on. If it cannot, what I send is lost for
              good.
            </span>
          </label>
        </Notice>
      )}
    </ActionForm>
  );
}

const recipientWords: Record<Recipient, string> = {
  person: 'an account with a key',
  manager: 'a collateral manager',
  'aware-contract': 'a contract that takes AMP',
  contract: 'a contract',
};

/** Whether the chain says that the recipient is a contract, and the person has not answered to that. */
function riskOf(preview: ReturnType<typeof usePreview<'send-amp'>>): boolean {
  const checked = preview.is === 'known' ? preview.checked : null;
  if (!checked || checked.ok) return false;
  const { failure } = checked;
  return failure.kind === 'wallet' && failure.problem.code === 'risky-recipient';
}
