// forge by its binary: the wrapper that its package installs ends with 0 whatever forge says.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const arch = process.arch === 'x64' ? 'amd64' : process.arch;
const program = process.platform === 'win32' ? 'forge.exe' : 'forge';
const require = createRequire(createRequire(import.meta.url).resolve('@foundry-rs/forge/package.json'));
const binary = require.resolve(`@foundry-rs/forge-${process.platform}-${arch}/bin/${program}`);
const { status, error } = spawnSync(binary, process.argv.slice(2), { stdio: 'inherit' });
if (error) throw error;
process.exitCode = status ?? 1;
