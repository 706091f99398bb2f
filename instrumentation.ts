/** Called by Next once, when the server starts; not by a build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startRuntime } = await import('./lib/http/runtime');
  startRuntime();
}
