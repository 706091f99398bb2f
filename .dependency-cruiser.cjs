/** The walls of the house: imports run app → components → lib, and inside lib everything may use domain. */
const serverOnly = '^lib/(db|follower|queries|http|live/server)/';

module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment: 'lib/domain uses nothing of ours, and nothing that does I/O.',
      severity: 'error',
      from: { path: '^lib/domain/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^lib/domain/', '^node_modules/zod/'] },
    },
    {
      name: 'lib-knows-no-view',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(app|components)/' },
    },
    {
      name: 'components-know-no-page',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^app/' },
    },
    {
      name: 'browser-stays-out-of-the-server',
      comment: 'What reaches the browser must not reach the database, the follower or a secret.',
      severity: 'error',
      from: { path: ['^components/', '^lib/(domain|actions)/', '^lib/live/[^/]+$'] },
      to: { path: [serverOnly, '^lib/chain/env\\.ts$'] },
    },
    {
      name: 'product-knows-no-devnet',
      comment: 'The app runs on any chain; tests may start a local one.',
      severity: 'error',
      from: { path: '^(app|components|lib)/', pathNot: ['\\.test\\.tsx?$', '/soak/', '/testing/'] },
      to: { path: '^(devnet|e2e|bench)/' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      comment: 'A module nobody imports is a leftover.',
      severity: 'error',
      from: {
        orphan: true,
        path: '^(lib|components)/',
        pathNot: ['\\.test\\.tsx?$', '\\.d\\.ts$', '/soak/'],
      },
      to: {},
    },
    {
      name: 'what-ships-is-a-dependency',
      severity: 'error',
      from: { path: '^(app|components|lib)/', pathNot: ['\\.test\\.tsx?$', '/soak/', '/testing/'] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: ['@types/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.next|out|cache)/' },
    tsPreCompilationDeps: false,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
