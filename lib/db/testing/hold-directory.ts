import { openDatabase } from '../open';

/** A process of its own that opens the directory it is given, says so, and keeps it until it is killed. */
async function main(): Promise<void> {
  const dataDir = process.argv[2] ?? '';
  try {
    await openDatabase({ dataDir });
    process.stdout.write('open\n');
    setInterval(() => {}, 1_000);
  } catch (error) {
    process.stdout.write(`refused: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

void main();
