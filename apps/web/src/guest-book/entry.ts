import { z } from 'zod';

/** The longest that a visitor may write, in characters. */
export const LIMITS = { name: 50, message: 500 } as const;

/** Postgres takes no NUL in a text. */
const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((value) => !value.includes('\0'));

/** What a visitor sends. */
export const newEntry = z.object({ name: text(LIMITS.name), message: text(LIMITS.message) });

export type NewEntry = z.infer<typeof newEntry>;

/** An entry as it is kept. */
export interface Entry extends NewEntry {
  /** A `bigint`, which would not fit into a number. */
  readonly id: string;
  readonly createdAt: Date;
}
