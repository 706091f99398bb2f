/** What all schemas stand on: with any of it comes the whole module, before the library and apart from it. */
export { $ZodCodec } from 'zod/v4/core';
