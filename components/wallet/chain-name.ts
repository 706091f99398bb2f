const names: Readonly<Record<number, string>> = {
  1: 'Ethereum',
  10: 'Optimism',
  137: 'Polygon',
  8453: 'Base',
  17000: 'Holesky',
  42161: 'Arbitrum',
  560048: 'Hoodi',
  11155111: 'Sepolia',
  31337: 'the local chain',
};

/** What people call a chain, in the middle of a sentence. */
export const chainName = (id: number): string => names[id] ?? `network ${id}`;
