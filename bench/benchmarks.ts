/** What `npm run bench` runs, in this order; each is a program of its own that judges its goals with `verdict.ts`. */
export type Benchmark = {
  /** chooses it on the command line, and marks its figures in `docs/benchmarks.md` */
  name: string;
  /** in `bench/` */
  file: string;
  /** Whether it measures the built app. */
  needsBuild: boolean;
};

export const benchmarks: readonly Benchmark[] = [
  { name: 'backfill', file: 'backfill.ts', needsBuild: false },
  { name: 'fresh', file: 'fresh.ts', needsBuild: true },
  { name: 'held', file: 'held.ts', needsBuild: true },
  { name: 'instances', file: 'instances.ts', needsBuild: true },
  { name: 'grows', file: 'grows.ts', needsBuild: false },
  { name: 'routes', file: 'routes.ts', needsBuild: false },
  { name: 'export', file: 'export.ts', needsBuild: false },
  { name: 'receipt', file: 'receipt-to-page.ts', needsBuild: true },
  { name: 'lighthouse', file: 'lighthouse.ts', needsBuild: true },
  { name: 'memory', file: 'memory.ts', needsBuild: true },
];
