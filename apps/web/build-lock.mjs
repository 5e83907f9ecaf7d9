import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Does `work` while no other process on this machine does: Next refuses to build what is being built already.
 *
 * @param {string} file that stands for the lock and holds the number of the process
 * @param {() => Promise<void>} work
 */
export async function alone(file, work) {
  while (!take(file)) await sleep(200);
  process.once('exit', () => rmSync(file, { force: true }));
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  await work();
}

/** A link is made by one process only, however many try, and never without what it leads to. */
function take(file) {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!holderLives(file)) rmSync(file, { force: true });
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

function holderLives(file) {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive, too.
    return error.code === 'EPERM';
  }
}
