import { join } from 'node:path';

export interface CloudOptions {
  /** Absolute path of the workspace. */
  readonly workspace: string;
  /** Where this cloud keeps what it must remember; one cloud per directory. @default `.slipway/cloud` of the workspace */
  readonly directory?: string;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** Told when something takes a while. @default nobody */
  readonly note?: (text: string) => void;
}

/** Where things are kept. */
export function cloudFiles({ workspace, directory = join(workspace, '.slipway', 'cloud') }: CloudOptions) {
  return {
    directory,
    /** Written by the running cloud itself; it ends when the file is gone. */
    announcement: join(directory, 'cloud.json'),
    /** A line for every request that was checked. Where it is there at a start, requests are checked. */
    checkedRequests: join(directory, 'checked-requests.jsonl'),
    lock: join(directory, 'lock'),
    logs: join(directory, 'logs'),
    /** A file for every program that must not outlive the cloud. */
    processes: join(directory, 'processes'),
    /** The port of the last run, asked for again so that shells which know the endpoint go on working. */
    port: join(directory, 'port'),
  };
}
