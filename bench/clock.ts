/** Milliseconds since 1970 by this machine's clock, with fractions. Two processes on it read the same clock. */
export const clock = (): number => performance.timeOrigin + performance.now();
