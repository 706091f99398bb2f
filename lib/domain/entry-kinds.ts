/** What a line of an account's history can tell of, in the order in which a filter offers it. */
export const entryKinds = [
  'staked',
  'exit-requested',
  'exit-cancelled',
  'exit-claimed',
  'rewarded',
  'loss',
  'enrolled',
  'unenrolled',
  'deposited',
  'withdrawn',
  'received',
  'sent',
] as const;
