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

/** A contract of ours: `name` begins its constants, `collateralPoolAbi` and `collateralPoolCode`. */
type Source = { contract: string; source: string; file: string; name: string; deployed: boolean };

const deployed = (contract: string, source: string, file: string, name: string): Source => ({
  contract,
  source,
  file,
  name,
  deployed: true,
});
const interfaceOnly = (contract: string, source: string, file: string, name: string): Source => ({
  ...deployed(contract, source, file, name),
  deployed: false,
});

const sources: Source[] = [
  deployed('CollateralPool', 'contracts/pool/CollateralPool.sol', 'collateral-pool', 'collateralPool'),
  deployed(
    'WalletCollateral',
    'contracts/wallet/WalletCollateral.sol',
    'wallet-collateral',
    'walletCollateral',
  ),
  deployed('Amp', 'contracts/amp/Amp.sol', 'amp', 'amp'),
  deployed('SwapToken', 'contracts/amp/SwapToken.sol', 'swap-token', 'swapToken'),
  deployed(
    'CollateralPoolStrategy',
    'contracts/amp/CollateralPoolStrategy.sol',
    'collateral-pool-strategy',
    'collateralPoolStrategy',
  ),
  deployed(
    'HolderCollateralStrategy',
    'contracts/amp/HolderCollateralStrategy.sol',
    'holder-collateral-strategy',
    'holderCollateralStrategy',
  ),
  deployed('LocalPriceFeed', 'contracts/feed/LocalPriceFeed.sol', 'local-price-feed', 'priceFeed'),
  deployed(
    'TimelockController',
    'node_modules/@openzeppelin/contracts/governance/TimelockController.sol',
    'timelock',
    'timelock',
  ),
  interfaceOnly(
    'IERC1820Registry',
    'contracts/amp/IERC1820Registry.sol',
    'erc1820-registry',
    'erc1820Registry',
  ),
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
/** Where something is to be filled in, in bytes. */
const place = z.object({ start: z.number().int(), length: z.number().int() });
const bytecode = z.object({
  object: z.string().regex(/^0x([0-9a-f]|__\$[0-9a-f]{34}\$__)*$/),
  /** source → library → places */
  linkReferences: z.record(z.string(), z.record(z.string(), z.array(place))),
});
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
  bytecode,
  deployedBytecode: bytecode.extend({ immutableReferences: z.record(z.string(), z.array(place)).optional() }),
});
type Artifact = z.infer<typeof artifact>;

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

function readArtifact(source: string, contract: string): Artifact {
  const path = join(artifacts, basename(source), `${contract}.json`);
  const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return artifact.parse(json);
}

/** Every generated file: path below `contracts-abi/` → text. */
function render(): Map<string, string> {
  const files = new Map<string, string>();
  const libraries = new Map<string, Linked>();
  for (const { contract, source, file, name, deployed } of sources) {
    const compiled = readArtifact(source, contract);
    const linked = linkedBy(compiled);
    for (const library of linked) {
      const known = libraries.get(library.contract);
      // Addresses go by name.
      if (known && known.source !== library.source)
        throw new Error(`two libraries are called ${library.contract}`);
      libraries.set(library.contract, library);
    }
    const items = abiOf(compiled, linked).map((item) => `  ${item},\n`);
    files.set(`${file}.ts`, `${banner(source)}export const ${name}Abi = [\n${items.join('')}] as const;\n`);
    if (deployed) {
      const code = renderCode(contract, compiled, '');
      files.set(
        `bytecode/${file}.ts`,
        `${banner(source)}${codeImport}export const ${name}Code: ContractCode = ${code};\n`,
      );
    }
  }
  files.set('bytecode/libraries.ts', renderLibraries([...libraries.values()]));
  files.set('bytecode/erc1820-registry.ts', renderRegistry());
  return files;
}

type Linked = { contract: string; source: string; compiled: Artifact };

/** The libraries that a contract calls, and those that they call. */
function linkedBy({ bytecode }: Artifact): Linked[] {
  return Object.entries(bytecode.linkReferences).flatMap(([source, libraries]) =>
    Object.keys(libraries).flatMap((contract) => {
      const compiled = readArtifact(source, contract);
      return [{ contract, source, compiled }, ...linkedBy(compiled)];
    }),
  );
}

/** What a library reverts with or emits comes out of the contract that calls it, so it belongs to its ABI. */
function abiOf({ abi }: Artifact, linked: readonly Linked[]): string[] {
  const ofLibraries = linked.flatMap(({ compiled }) =>
    compiled.abi.filter(({ type }) => type === 'error' || type === 'event'),
  );
  return [...new Set([...abi, ...ofLibraries].map((item) => JSON.stringify(item)))];
}

const codeImport = "import type { ContractCode } from '@/lib/chain/contract-code';\n\n";

/** A `ContractCode` as source text. */
function renderCode(contract: string, { bytecode, deployedBytecode }: Artifact, indent: string): string {
  const placeholders = Object.values(bytecode.linkReferences).flatMap((libraries) =>
    Object.entries(libraries).map(([library, places]) => [library, placeholderAt(bytecode.object, places)]),
  );
  const immutables = Object.values(deployedBytecode.immutableReferences ?? {})
    .flat()
    .sort((a, b) => a.start - b.start)
    .map(({ start, length }) => [start, length]);
  return [
    '{',
    `  contract: '${contract}',`,
    `  libraries: ${JSON.stringify(Object.fromEntries(placeholders))},`,
    `  immutables: ${JSON.stringify(immutables)},`,
    `  creation: '${bytecode.object}',`,
    `  runtime: '${deployedBytecode.object}',`,
    '}',
  ].join(`\n${indent}`);
}

/** The text that stands for a library's address: the same wherever it is called. */
function placeholderAt(object: string, places: readonly z.infer<typeof place>[]): string {
  const [first] = places;
  if (!first) throw new Error('a library is linked nowhere');
  // two digits a byte, after the 0x
  return object.slice(2 + 2 * first.start, 2 + 2 * (first.start + first.length));
}

function renderLibraries(libraries: readonly Linked[]): string {
  const entries = libraries
    .toSorted((a, b) => a.contract.localeCompare(b.contract))
    .map(({ contract, compiled }) => `  ${contract}: ${renderCode(contract, compiled, '  ')},\n`);
  const from = [...new Set(libraries.map(({ source }) => source))].join(', ');
  return `${banner(from)}${codeImport}/** By name: every library that a contract, or another library, has to be linked to. */
export const libraryCodes: Readonly<Record<string, ContractCode>> = {
${entries.join('')}};
`;
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
