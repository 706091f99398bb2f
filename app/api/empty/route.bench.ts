/** What a route costs that does nothing: only in the build that `npm run bench:routes` makes for itself. */
export const GET = (): Response => new Response('');
