/** `Last-Event-ID`: number and hash, so that a client on a fork that is gone is found out. */
export const liveId = (block: { number: number; hash: string }): string => `${block.number}-${block.hash}`;

/** The block of a {@link liveId}. */
export function blockOfLiveId(id: string): { number: number; hash: string } {
  const [number = '', hash = ''] = id.split('-');
  return { number: Number.parseInt(number, 10), hash };
}
