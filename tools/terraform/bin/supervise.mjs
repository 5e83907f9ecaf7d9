#!/usr/bin/env node
/**
 * Runs one Terraform so that it always gets to save its state and release its lock:
 *
 *     supervise.mjs <raw log> <binary> [argument ...]
 *
 * It leads a process group of its own, because a terminal sends Ctrl-C to the whole group in front and Terraform takes
 * a second interrupt for "exit now, whatever is lost". Terraform is interrupted once, when the caller says so or is
 * gone. Its output goes through here and not straight to the caller: a Terraform whose reader has died is killed by
 * SIGPIPE at its next word.
 */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { constants } from 'node:os';

const [logFile, binary, ...args] = process.argv.slice(2);
const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
const terraform = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
let interrupted = false;

for (const stream of [process.stdout, process.stderr, log]) stream.on('error', () => undefined);
terraform.stdout.on('data', (chunk) => {
  log.write(chunk);
  process.stdout.write(chunk);
});
terraform.stderr.on('data', (chunk) => {
  log.write(chunk);
  process.stderr.write(chunk);
});

const interruptOnce = () => {
  if (!interrupted) terraform.kill('SIGINT');
  interrupted = true;
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interruptOnce);
process.on('disconnect', interruptOnce);
process.on('message', (order) => {
  if (order === 'interrupt') interruptOnce();
  if (order === 'interrupt again') terraform.kill('SIGINT');
  if (order === 'kill') terraform.kill('SIGKILL');
});

terraform.on('error', (error) => process.stderr.write(`${error.message}\n`));
terraform.on('close', (code, signal) => {
  // A killed Terraform leaves its provider processes behind. They are in this group; this process ignores the signal.
  if (signal) process.kill(0, 'SIGTERM');
  process.exitCode = signal ? 128 + constants.signals[signal] : Math.max(code, 0) || Number(code !== 0);
  log.end(() => {
    if (process.connected) process.disconnect();
  });
});
