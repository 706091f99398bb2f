import { CheckIcon } from '@/components/ui/icons';
import type { PlannedStep } from '@/lib/actions/action';

/** What an action with several transactions consists of, and which of them are done. `left` are keys, in order. */
export function StepList({ plan, left }: { plan: readonly PlannedStep[]; left: readonly string[] }) {
  return (
    <ol aria-label="Steps" className="flex flex-col gap-2 text-table">
      {plan.map(({ key, title }, index) => {
        const done = !left.includes(key);
        const next = left[0] === key;
        return (
          <li key={key} aria-current={next ? 'step' : undefined} className="flex items-center gap-2.5">
            <span
              aria-hidden="true"
              className={
                done
                  ? 'flex size-5 items-center justify-center rounded-full bg-locked-soft text-locked'
                  : 'flex size-5 items-center justify-center rounded-full border border-edge text-small text-ink-2'
              }
            >
              {done ? <CheckIcon className="size-3" /> : index + 1}
            </span>
            <span className={next ? 'font-medium text-ink' : 'text-ink-2'}>{title}</span>
            <span className="text-small text-ink-3">{done ? 'done' : next ? 'next' : ''}</span>
          </li>
        );
      })}
    </ol>
  );
}
