import { z } from 'zod';
import { Failure } from '@slipway/tool-terminal';
import { RECORD_FORMAT, type ReleaseRecord } from './release-record';

const names = z.record(z.string(), z.string());

const someone = z.object({
  name: z.string(),
  host: z.string(),
  pid: z.number().optional(),
  processStart: z.string().optional(),
  runUrl: z.string().optional(),
});

const commit = z.object({ sha: z.string(), message: z.string(), author: z.string().optional() });

const cause = z.object({
  kind: z.enum([
    'refused',
    'exit-before-healthy',
    'image-not-pulled',
    'secret-missing',
    'out-of-memory',
    'never-healthy',
    'assets',
    'release-command',
    'cannot-start',
    'stopped-by-ecs',
    'timeout',
    'interrupted',
    'orphaned',
  ]),
  words: z.string(),
  logs: z.array(z.string()),
  next: z.string().optional(),
});

const phase = z.object({
  name: z.enum(['preconditions', 'register', 'assets', 'release command', 'update', 'roll', 'roll back']),
  seconds: z.number(),
});

const migration = z.object({ name: z.string(), destructive: z.array(z.string()) });

const releaseCommand = z.object({
  command: z.array(z.string()),
  taskArn: z.string().optional(),
  exitCode: z.number().optional(),
  output: z.array(z.string()),
  migrations: z.array(migration),
});

/** Loose: fields that a newer Slipway of the same format adds are kept when an older one writes the record again. */
const record: z.ZodType<ReleaseRecord> = z.looseObject({
  format: z.literal(RECORD_FORMAT),
  version: z.number().int().positive(),
  environment: z.string(),
  state: z.enum(['pending', 'releasing', 'rolling', 'live', 'failed', 'rolled_back', 'superseded']),
  reason: z.enum(['push', 'promote', 'rollback', 'config', 'infra']),
  images: names,
  commit: commit.optional(),
  by: someone,
  settledBy: someone.optional(),
  from: z.object({ environment: z.string(), version: z.number() }).optional(),
  createdAt: z.string(),
  finishedAt: z.string().optional(),
  templates: names,
  taskDefinitions: names,
  deployments: names,
  config: z.record(z.string(), z.record(z.string(), z.number())),
  configChange: z.number().optional(),
  configOf: z.number().optional(),
  releaseCommand: releaseCommand.optional(),
  assets: z.object({ files: z.number(), uploaded: z.number(), bytes: z.number() }).optional(),
  phases: z.array(phase),
  taken: z.array(migration).optional(),
  site: z.object({ url: z.string(), status: z.number().optional() }).optional(),
  cause: cause.optional(),
});

export function writeRecord(release: ReleaseRecord): string {
  return `${JSON.stringify(release, undefined, 2)}\n`;
}

/**
 * @param key where it was read, for the message
 * @throws Failure when it is no record, or one of a layout that this Slipway does not know
 */
export function readRecord(key: string, text: string): ReleaseRecord {
  const value = parse(text);
  const format = (value as { format?: unknown } | undefined)?.format;
  if (typeof format === 'number' && format !== RECORD_FORMAT) {
    throw new Failure(
      'failed',
      `${key} was written by another Slipway: it has format ${format}, this one reads ${RECORD_FORMAT}. Nothing was changed. Update this checkout (git pull && npm ci) and run again.`,
    );
  }
  const result = record.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Failure(
    'failed',
    `${key} is not a release record: ${issue?.path.join('.') || 'the whole'} ${issue?.message ?? ''}. Nothing was changed. The bucket keeps earlier versions of every object; restore the last good one.`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
