import { lockDirectory } from '../directory-lock';

/** A process of its own that locks the directory it is given at a set time, and says whether it may. */
const [directory = '', startAt = '0'] = process.argv.slice(2);
setTimeout(
  () => {
    try {
      lockDirectory(directory);
      process.stdout.write('locked\n');
      setInterval(() => {}, 1_000);
    } catch (error) {
      process.stdout.write(`refused: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  },
  Math.max(0, Number(startAt) - Date.now()),
);
