const AGAIN_MS = 1_500;

/**
 * Code that could not be fetched is fetched again until it is there: a server that was away for a minute must not leave a
 * part of a page dead.
 */
export async function patiently<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}
