/** Addresses and hashes come in either case: wallets checksum them, our own are lower case. */
export const sameHex = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
