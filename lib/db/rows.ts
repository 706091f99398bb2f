/** Rows as Drizzle names and types their columns; bigints may be among the values. */
export type Rows = readonly Record<string, unknown>[];
