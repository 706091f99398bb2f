import { HttpProblem, problemResponse } from '@/lib/http/problem';

/** The process answers. Asks for nothing else, so that a supervisor does not kill a server that waits for its node. */
export const GET = (): Response =>
  Response.json({ live: true }, { headers: { 'cache-control': 'no-store' } });
export const HEAD = GET;

const refuse = (): Response =>
  problemResponse(new HttpProblem('method-not-allowed', { headers: { allow: 'GET, HEAD' } }));

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT };
