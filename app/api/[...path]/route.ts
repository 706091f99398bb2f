import { HttpProblem, problemResponse } from '@/lib/http/problem';

/** Every address under /api that is not one of its routes. */
const refuse = (): Response =>
  problemResponse(new HttpProblem('not-found', { detail: 'The API has nothing at this address.' }));

export { refuse as DELETE, refuse as GET, refuse as HEAD, refuse as PATCH, refuse as POST, refuse as PUT };
