import { z } from 'zod';
import * as api from '@/lib/domain/api';
import * as entities from '@/lib/domain/entities';
import * as events from '@/lib/domain/events';
import type { Schema } from '../route-spec';

/** A JSON Schema of the 2020-12 draft, as OpenAPI 3.1 has it. */
export type JsonSchema = Record<string, unknown>;

/**
 * The schemas that answers are made of, under the names that they have in the code: `poolsAnswer` is `PoolsAnswer`.
 * In JSON as it travels, which is what goes into a codec.
 */
const registry = z.registry<{ id: string }>();
const names = new Map<Schema, string>();
for (const [name, value] of Object.entries({ ...events, ...entities, ...api })) {
  if (!(value instanceof z.ZodType) || names.has(value)) continue;
  const id = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  names.set(value, id);
  registry.add(value, { id });
}

const reference = (id: string): string => `#/components/schemas/${id}`;

/** Every schema that has a name, by it. */
export function componentSchemas(): Record<string, JsonSchema> {
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: reference });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutHeader(schema)]));
}

/** A reference to a schema that has a name, any other in full. */
export function schemaFor(schema: Schema): JsonSchema {
  const id = names.get(schema);
  return id ? { $ref: reference(id) } : withoutHeader(z.toJSONSchema(schema, { io: 'input' }));
}

/** In a document, where a schema stands says what it is called and which draft it follows. */
function withoutHeader({ $schema, $id, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
