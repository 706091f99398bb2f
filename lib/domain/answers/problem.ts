import { z } from 'zod';

/** Header in which a page says up to which block the stream has brought it: no answer takes it back from there. */
export const SEEN_BLOCK = 'x-seen-block';

/** RFC 9457. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problem>;
