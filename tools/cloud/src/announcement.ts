import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** What a running cloud says about itself, in its file and at its identity address. */
export interface Announcement {
  /** Made anew for every start; everything that is trusted to be ours carries it. */
  readonly instance: string;
  readonly pid: number;
  readonly port: number;
  /** Of moto. */
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly started: string;
  /** When the point was taken that it was started from, ISO 8601. @default none: it began empty */
  readonly restored?: string;
  /** What a user should know of the start. */
  readonly notes?: readonly string[];
}

/** `undefined` when there is none, or none that can be read. */
export function readAnnouncement(file: string): Announcement | undefined {
  try {
    const read = JSON.parse(readFileSync(file, 'utf8')) as Announcement;
    return read.instance && read.pid > 0 && read.port > 0 ? read : undefined;
  } catch {
    return undefined;
  }
}

/** Whole or not at all: someone is waiting for the file. */
export function announce(file: string, announcement: Announcement): void {
  writeFileSync(`${file}.new`, JSON.stringify(announcement));
  renameSync(`${file}.new`, file);
}
