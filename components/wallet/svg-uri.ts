/** An icon on a 28-pixel grid, as wallet lists take them. */
export const svgUri = (shapes: string): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28">${shapes}</svg>`,
  )}`;
