/**
 * A value of ours as its schema in `lib/domain/api.ts` would encode it: only money has another form in JSON, a decimal
 * string. The schema's own encoding also proves each field, which takes six times as long, and what is sent here was
 * proved when it came from the chain or the database.
 */
export const wireJson = (value: object): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part));
