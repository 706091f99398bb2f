import { formatBlock } from '@/components/shell/freshness-text';
import { cx } from '@/components/ui/cx';
import type { AuditAlarm, AuditFacts } from '@/lib/domain/api';

/** What the audit found wrong, with both sides of it: what must be, and what was stored. */
export function Alarms({ alarms }: { alarms: readonly AuditAlarm[] }) {
  return (
    <ul>
      {alarms.map((alarm) => (
        <li
          key={`${alarm.subject} ${alarm.block} ${alarm.raisedAt}`}
          className="border-t border-line px-4 py-3 text-table sm:px-5"
        >
          <p className={cx('font-medium break-all', alarm.resolvedBlock === null && 'text-drawn')}>
            {alarm.subject}
          </p>
          <p className="text-small text-ink-3 tabular-nums">{story(alarm)}</p>
          <dl className="mt-2 grid gap-x-6 gap-y-1 sm:grid-cols-2">
            <Side name="Must be" facts={alarm.expected} />
            <Side name="Was stored" facts={alarm.found} />
          </dl>
        </li>
      ))}
    </ul>
  );
}

function Side({ name, facts }: { name: string; facts: AuditFacts }) {
  return (
    <div className="min-w-0">
      <dt className="text-small text-ink-3">{name}</dt>
      {Object.entries(facts).map(([key, value]) => (
        <dd key={key} className="break-all tabular-nums">
          {key}: {value}
        </dd>
      ))}
    </div>
  );
}

function story({ block, rolledBackTo, resolvedBlock }: AuditAlarm): string {
  const found = `Found at block ${formatBlock(block)}`;
  const again = rolledBackTo === null ? '' : `, read again from block ${formatBlock(rolledBackTo + 1)} on`;
  const end =
    resolvedBlock === null ? '. Still so.' : `. Right again at block ${formatBlock(resolvedBlock)}.`;
  return `${found}${again}${end}`;
}
