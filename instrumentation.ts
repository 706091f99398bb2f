/** Called by Next once, when the server starts; not by a build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const [{ startRuntime }, { offerStreams }] = await Promise.all([
    import('./lib/http/runtime'),
    import('./lib/http/offer-streams'),
  ]);
  startRuntime();
  offerStreams();
}
