import { HttpProblem } from './problem';

/** The body as text. Throws a `too-large` problem as soon as it has more than `maxBytes`, without reading on. */
export async function readBody(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = () => new HttpProblem('too-large', { detail: `The body may have ${maxBytes} bytes.` });
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge();
  if (!request.body) return '';
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Throws an `invalid-input` problem on text that is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpProblem('invalid-input', {
      detail: 'The body is not JSON.',
      errors: [{ path: 'body', message: 'is not JSON' }],
    });
  }
}
