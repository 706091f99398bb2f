/** What a client of the crowd keeps of one stream: enough to notice a gap, cheap enough for thousands of them. */
export type Reading = {
  /** text that is not a whole frame yet */
  rest: string;
  /** hash of the block it stands at; empty before the first message */
  at: string;
  /** the last message's */
  id: string;
  gaps: number;
};

export type Frame = { type: 'snapshot' | 'delta' | 'rollback'; hash: string; bytes: number; text: string };

export const newReading = (): Reading => ({ rest: '', at: '', id: '', gaps: 0 });

/**
 * Takes what came in and calls `onFrame` for each whole message. A delta must name the block the client stands at as
 * its parent, or something was lost.
 */
export function readFrames(reading: Reading, chunk: string, onFrame: (frame: Frame) => void): void {
  const text = reading.rest === '' ? chunk : reading.rest + chunk;
  let from = 0;
  for (;;) {
    const end = text.indexOf('\n\n', from);
    if (end === -1) break;
    const start = text.indexOf('id: ', from);
    // Comments and the opening are frames, too, but name no block.
    if (start !== -1 && start < end) take(reading, text.slice(start, end), onFrame);
    from = end + 2;
  }
  reading.rest = text.slice(from);
}

function take(reading: Reading, text: string, onFrame: (frame: Frame) => void): void {
  const lineEnd = text.indexOf('\n');
  const hash = text.slice(text.indexOf('-') + 1, lineEnd);
  const type = text.startsWith('event: delta', lineEnd + 1)
    ? 'delta'
    : text.startsWith('event: rollback', lineEnd + 1)
      ? 'rollback'
      : 'snapshot';
  if (type === 'delta' && reading.at !== '') {
    const parent = text.indexOf('"parentHash":"') + '"parentHash":"'.length;
    if (text.slice(parent, parent + 66) !== reading.at) reading.gaps += 1;
  }
  reading.at = hash;
  reading.id = text.slice('id: '.length, lineEnd);
  onFrame({ type, hash, bytes: text.length, text });
}
