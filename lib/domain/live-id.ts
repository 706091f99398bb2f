/** `Last-Event-ID`: number and hash, so that a client on a fork that is gone is found out. */
export const liveId = (block: { number: number; hash: string }): string => `${block.number}-${block.hash}`;
