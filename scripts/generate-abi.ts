import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { z } from 'zod';

/**
 * Writes `contracts-abi/`: what TypeScript needs to know of the contracts, so that neither the app nor a deployment
 * needs a compiler. Compiles only the listed contracts, into a place of its own, so that a test contract that does
 * not compile is not in the way.
 *
 *     npx tsx scripts/generate-abi.ts            write
 *     npx tsx scripts/generate-abi.ts --check    exit 1 when a written file differs from the contracts
 */
const root = resolve(import.meta.dirname, '..');
const target = join(root, 'contracts-abi');
const artifacts = join(root, 'cache', 'abi', 'out');

type Source = { contract: string; source: string; file: string; abi: string; bytecode: string | null };

const sources: Source[] = [
  {
    contract: 'CollateralPool',
    source: 'contracts/pool/CollateralPool.sol',
    file: 'collateral-pool',
    abi: 'collateralPoolAbi',
    bytecode: 'collateralPoolBytecode',
  },
  { contract: 'Amp', source: 'contracts/amp/Amp.sol', file: 'amp', abi: 'ampAbi', bytecode: 'ampBytecode' },
  {
    contract: 'SwapToken',
    source: 'contracts/amp/SwapToken.sol',
    file: 'swap-token',
    abi: 'swapTokenAbi',
    bytecode: 'swapTokenBytecode',
  },
  {
    contract: 'CollateralPoolStrategy',
    source: 'contracts/amp/CollateralPoolStrategy.sol',
    file: 'collateral-pool-strategy',
    abi: 'collateralPoolStrategyAbi',
    bytecode: 'collateralPoolStrategyBytecode',
  },
  {
    contract: 'HolderCollateralStrategy',
    source: 'contracts/amp/HolderCollateralStrategy.sol',
    file: 'holder-collateral-strategy',
    abi: 'holderCollateralStrategyAbi',
    bytecode: 'holderCollateralStrategyBytecode',
  },
  {
    contract: 'LocalPriceFeed',
    source: 'contracts/feed/LocalPriceFeed.sol',
    file: 'local-price-feed',
    abi: 'priceFeedAbi',
    bytecode: 'localPriceFeedBytecode',
  },
  {
    contract: 'IERC1820Registry',
    source: 'contracts/amp/IERC1820Registry.sol',
    file: 'erc1820-registry',
    abi: 'erc1820RegistryAbi',
    bytecode: null,
  },
];

const parameter = z
  .object({
    name: z.string(),
    type: z.string(),
    indexed: z.boolean().optional(),
    get components() {
      return z.array(parameter).optional();
    },
  })
  .strip();
const artifact = z.object({
  abi: z.array(
    z
      .object({
        type: z.string(),
        name: z.string().optional(),
        inputs: z.array(parameter).optional(),
        outputs: z.array(parameter).optional(),
        stateMutability: z.string().optional(),
        anonymous: z.boolean().optional(),
      })
      .strip(),
  ),
  bytecode: z.object({ object: z.string().regex(/^0x[0-9a-f]*$/, 'bytecode with unlinked libraries') }),
});

const banner = (source: string) =>
  `// Generated from ${source} by scripts/generate-abi.ts. Do not edit: change the contract and run it.\n`;

function compile(): void {
  const paths = sources.map((entry) => entry.source);
  const places = ['--out', artifacts, '--cache-path', join(root, 'cache', 'abi')];
  // Through our own starter: the one of forge's package hides that a build has failed.
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'scripts', 'forge.mjs'), 'build', ...paths, ...places],
    { cwd: root, encoding: 'utf8' },
  );
  if (status === 0) return;
  console.error(`The contracts do not compile.\n${stdout}${stderr}`);
  process.exit(1);
}

/** Every generated file: path below `contracts-abi/` → text. */
function render(): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of sources) {
    const path = join(artifacts, basename(entry.source), `${entry.contract}.json`);
    const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const { abi, bytecode } = artifact.parse(json);
    const items = abi.map((item) => `  ${JSON.stringify(item)},\n`).join('');
    files.set(
      `${entry.file}.ts`,
      `${banner(entry.source)}export const ${entry.abi} = [\n${items}] as const;\n`,
    );
    if (entry.bytecode) {
      files.set(
        `bytecode/${entry.file}.ts`,
        `${banner(entry.source)}export const ${entry.bytecode}: \`0x\${string}\` =\n  '${bytecode.object}';\n`,
      );
    }
  }
  files.set('bytecode/erc1820-registry.ts', renderRegistry());
  return files;
}

/** The registry is not ours to compile: its deployment is one presigned transaction, kept as data. */
function renderRegistry(): string {
  const source = 'contracts/amp/erc1820.json';
  const { registry, sender, fundingWei, transaction } = z
    .object({
      registry: z.string(),
      sender: z.string(),
      fundingWei: z.string(),
      transaction: z.string(),
    })
    .parse(JSON.parse(readFileSync(join(root, source), 'utf8')));
  return `${banner(source)}export const erc1820Deployment = {
  registry: '${registry}',
  sender: '${sender}',
  fundingWei: ${fundingWei}n,
  transaction:
    '${transaction}',
} as const;
`;
}

function written(): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(target, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(target, path), readFileSync(path, 'utf8'));
  }
  return files;
}

function check(fresh: Map<string, string>): void {
  const found = written();
  const drifted = [...new Set([...fresh.keys(), ...found.keys()])]
    .filter((path) => fresh.get(path) !== found.get(path))
    .sort();
  if (drifted.length === 0) return;
  console.error(
    `contracts-abi/ is not what the contracts say. Run \`npx tsx scripts/generate-abi.ts\` and commit it.\n${drifted
      .map(
        (path) => `  ${fresh.has(path) ? (found.has(path) ? 'differs' : 'missing') : 'no source'}: ${path}`,
      )
      .join('\n')}`,
  );
  process.exitCode = 1;
}

/** Touches only what differs: a server that watches these files must not see them come and go. */
function write(fresh: Map<string, string>): void {
  const found = written();
  for (const path of found.keys()) if (!fresh.has(path)) rmSync(join(target, path));
  const changed = [...fresh].filter(([path, text]) => found.get(path) !== text);
  for (const [path, text] of changed) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), text);
  }
  console.log(`contracts-abi/: ${fresh.size} files, ${changed.length} changed`);
}

mkdirSync(target, { recursive: true });
compile();
const fresh = render();
if (process.argv.includes('--check')) check(fresh);
else write(fresh);
