import { get } from 'node:http';
import { clock } from '../clock';
import { createSightings, type Sightings } from './sightings';

const END = '\n\n';

/** When the whole message of each block is at a client of the live stream. */
export async function watchDeltas(baseUrl: string): Promise<{ deltas: Sightings; close: () => void }> {
  const deltas = createSightings('the live stream');
  const abort = new AbortController();
  await new Promise<void>((resolve, reject) => {
    const request = get(`${baseUrl}/api/live`, { signal: abort.signal }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`the live stream: ${response.statusCode}`));
      let kept = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        const at = clock();
        const frames = (kept + text).split(END);
        kept = frames.pop() ?? '';
        for (const frame of frames) {
          if (frame.includes('event: snapshot')) resolve();
          const block = /^id: (\d+)-/m.exec(frame)?.[1];
          if (block && frame.includes('event: delta')) deltas.see(Number(block), at);
        }
      });
      response.on('error', () => {}); // ours: the stream is closed by us
    });
    request.on('error', reject);
  });
  return { deltas, close: () => abort.abort() };
}
