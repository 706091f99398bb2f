import { z } from 'zod';
import { address } from './codecs';

/** What ENS says of a name, or of an address. */
export const nameAnswer = z.strictObject({
  state: z.enum(['found', 'none', 'absent', 'unreachable']).meta({
    description:
      '`none`: nobody has it, or the address names nobody; `absent`: this chain has no registry; `unreachable`: the chain could not be asked',
  }),
  name: z.string().nullable(),
  address: address.nullable(),
});
export type NameAnswer = z.infer<typeof nameAnswer>;
