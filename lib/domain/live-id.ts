/** A block as somebody has heard of it. */
export type SeenBlock = { number: number; hash: string };

/** `Last-Event-ID`: number and hash, so that a client on a fork that is gone is found out. */
export const liveId = (block: SeenBlock): string => `${block.number}-${block.hash}`;

/** The block of a {@link liveId}. */
export function blockOfLiveId(id: string): SeenBlock {
  const [number = '', hash = ''] = id.split('-');
  return { number: Number.parseInt(number, 10), hash };
}
