/**
 * Takes out of a text what must not be in a log: the secrets of this server by their value, and whatever in an address
 * may be one. Errors of others' making quote addresses freely, so no single place can be trusted to have left them out.
 */
export type Redact = (text: string) => string;

const HIDDEN = '[hidden]';

/** Shorter ones would take out half of what is said, and guard nothing. */
const SHORTEST = 6;

/** `scheme://user:password@host/path?query`: who and where beyond the host may be a key. */
const ADDRESS = /\b([a-z][a-z0-9+.-]*:\/\/)(?:[^\s"'<>@/]*@)?([^\s"'<>/?#@]+)([^\s"'<>]*)/gi;

/** @param secrets in full; they are taken out also as JSON and addresses write them */
export function createRedact(secrets: readonly string[]): Redact {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST)
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      decoded(secret),
      JSON.stringify(secret).slice(1, -1),
    ]);
  // The longest first: one may be part of another.
  const known = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) => {
    const named = known.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
    return named.replace(ADDRESS, (_all, scheme: string, host: string, rest: string) =>
      rest.replace(/[).,;:\\]+$/, '').length > 1 ? `${scheme}${host}/…` : `${scheme}${host}${rest}`,
    );
  };
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Names of variables whose value is nobody's business, ours or not. */
const SECRET_NAME = /KEY|SECRET|TOKEN|PASSWORD|PASSWD|MNEMONIC|CREDENTIAL/i;

/** What is secret in an environment: keys by their names, and of every address what stands before and behind its host. */
export function secretsOf(env: Record<string, string | undefined>): string[] {
  return Object.entries(env).flatMap(([name, value]) => {
    if (!value) return [];
    if (SECRET_NAME.test(name)) return [value];
    return value.split(',').flatMap(secretsOfAddress);
  });
}

function secretsOfAddress(text: string): string[] {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text.trim())) return [];
  try {
    const { username, password, pathname, searchParams } = new URL(text.trim());
    // Of a path, its parts: a key is one of them, and "/v3/key" may be quoted without its beginning.
    const parts = pathname.split('/').filter((part) => part.length >= 16);
    return [...(password ? [password, `${username}:${password}`] : []), ...parts, ...searchParams.values()];
  } catch {
    return [];
  }
}
