/**
 * What the server answers: one schema a route. The server encodes with it, the browser parses with it, the API's
 * document is generated from it. All of an answer's numbers come from the block that `at` names.
 */
export * from './answers/accounts';
export * from './answers/deployment';
export * from './answers/follower';
export * from './answers/health';
export * from './answers/live';
export * from './answers/managers';
export * from './answers/merchants';
export * from './answers/payments';
export * from './answers/pools';
export * from './answers/problem';
