import { z } from 'zod';
import { type Read, read, type Source } from '../view';

/** Reads what must be there, through the JSON that a client gets. */
export async function receive<Schema extends z.ZodType>(
  source: Source,
  schema: Schema,
  model: Read<z.output<Schema>>,
): Promise<z.output<Schema>> {
  const answer = await read(source, model);
  if (answer === null) throw new Error('there is no answer');
  return schema.parse(z.encode(schema, answer));
}
