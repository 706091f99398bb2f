/**
 * Says when it is time to look at the chain's head: at once when somebody wakes it because a block was announced, and
 * in any case after an interval, since an announcement can be lost and a socket can hang. While nobody announces,
 * polling is all there is. Intervals are spread at random: a poll in step with the blocks would always come at the
 * same, perhaps the worst, moment.
 */
export type HeadSignal = {
  /** Resolves when woken, if only since the last wait, or after the poll interval. */
  wait: () => Promise<void>;
  /** Ends a wait. */
  wake: () => void;
};

export function createHeadSignal({
  isAnnounced,
  pollMs,
  idlePollMs,
}: {
  /** whether blocks are announced just now */
  isAnnounced: () => boolean;
  /** while they are not */
  pollMs: number;
  /** while they are */
  idlePollMs: number;
}): HeadSignal {
  let woken = false;
  let release: (() => void) | undefined;

  return {
    wake() {
      woken = true;
      release?.();
    },
    async wait() {
      if (!woken) {
        const interval = (isAnnounced() ? idlePollMs : pollMs) * (0.7 + 0.6 * Math.random());
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, interval);
          release = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        release = undefined;
      }
      woken = false;
    },
  };
}
