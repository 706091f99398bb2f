import { describe, expect, it } from 'vitest';
import { exitCalendar } from './exit-calendar';

const exit = {
  poolTag: 'FLEXA',
  exitAt: Date.UTC(2026, 2, 29, 1, 30, 5) / 1000,
  assets: 1_234_500_000_000_000_000_001n,
  account: `0x${'11'.repeat(20)}`,
  exitEpoch: 77,
  pool: `0xcccccccc${'22'.repeat(28)}`,
  url: 'https://ampledge.example/account/0x1111',
  madeAt: Date.UTC(2026, 2, 20) / 1000,
};
const unfolded = (text: string) => text.replace(/\r\n /g, '').split('\r\n');

describe('an exit in a calendar', () => {
  it('stands at its second in UTC, whatever zone this machine is in, and when clocks change', () => {
    expect(unfolded(exitCalendar(exit))).toContain('DTSTART:20260329T013005Z');
    expect(unfolded(exitCalendar(exit))).toContain('DTEND:20260329T014505Z');
  });

  it('says what it is worth to the wei, with the marks that calendars read escaped', () => {
    const description = unfolded(exitCalendar(exit)).find((line) => line.startsWith('DESCRIPTION:Worth'));
    expect(description).toContain('Worth 1\\,234.500000000000000001 AMP when this was saved\\;');
    expect(description).toContain(`\\n${exit.url}`);
  });

  it('has lines of 75 octets at the most, and loses nothing by folding', () => {
    const text = exitCalendar({ ...exit, poolTag: 'É'.repeat(60) });
    const octets = text.split('\r\n').map((line) => new TextEncoder().encode(line).length);
    expect(Math.max(...octets)).toBeLessThanOrEqual(75);
    expect(unfolded(text)).toContain(`SUMMARY:Claim your exit from ${'É'.repeat(60)}`);
  });

  it('replaces itself when it is saved again, and no other exit', () => {
    const uid = (change: Partial<typeof exit>) =>
      unfolded(exitCalendar({ ...exit, ...change })).find((line) => line.startsWith('UID:'));
    expect(uid({ assets: 5n, madeAt: exit.madeAt + 60 })).toBe(uid({}));
    expect(uid({ exitEpoch: 78 })).not.toBe(uid({}));
  });
});
