import { z } from 'zod';

/**
 * How a value travels as JSON and what it is in memory. One schema serves both ways: `parse` reads JSON,
 * `z.encode` writes it. Money never touches a float.
 */
const asBigint = { decode: (text: string) => BigInt(text), encode: (value: bigint) => value.toString() };

/** wei, shares or any other unsigned integer of up to 256 bits: decimal string in JSON, bigint in memory. */
export const uint = z.codec(
  z
    .string()
    .regex(/^\d{1,78}$/)
    .meta({ description: 'unsigned integer as a decimal string' }),
  z.bigint().nonnegative(),
  asBigint,
);

/** Signed counterpart of {@link uint}, for changes of a balance. */
export const int = z.codec(
  z
    .string()
    .regex(/^-?\d{1,78}$/)
    .meta({ description: 'integer as a decimal string' }),
  z.bigint(),
  asBigint,
);

const USD_DECIMALS = 8;

/** US dollars with eight decimals: a decimal string in JSON, scaled by 1e8 in memory. */
export const usd = z.codec(
  z
    .string()
    .regex(/^-?\d{1,60}\.\d{8}$/)
    .meta({ description: 'US dollars with eight decimals' }),
  z.bigint(),
  {
    decode: (text) => BigInt(text.replace('.', '')),
    encode: (value) => {
      const digits = (value < 0n ? -value : value).toString().padStart(USD_DECIMALS + 1, '0');
      return `${value < 0n ? '-' : ''}${digits.slice(0, -USD_DECIMALS)}.${digits.slice(-USD_DECIMALS)}`;
    },
  },
);

export type Hex = `0x${string}`;

/** zod knows a lower-cased string only as `string`; the pattern in front of it proves that it is {@link Hex}. */
const asHex = (schema: z.ZodString) => schema.toLowerCase() as unknown as z.ZodType<Hex, string>;

const hexOf = (bytes: number, what: string) =>
  asHex(
    z
      .string()
      .regex(new RegExp(`^0x[0-9a-fA-F]{${bytes * 2}}$`), `must be 0x and ${bytes * 2} hexadecimal digits`)
      .meta({ description: what }),
  );

/** An address, lower case in memory: keys must compare equal. Checksums are for people and made at the page. */
export const address = hexOf(20, 'address');
export const bytes32 = hexOf(32, '32 bytes');
export const hexData = asHex(z.string().regex(/^0x([0-9a-fA-F]{2})*$/));

/** Seconds since 1970 on the chain's clock. */
export const seconds = z.number().int().nonnegative();
export const blockNumber = z.number().int().nonnegative();
export const count = z.number().int().nonnegative();
export const bps = z.number().int().nonnegative();
