/** What the library of schemas stands on itself; to read it is half of what it costs a browser. */
export { $ZodCodec as Core } from 'zod/v4/core';
