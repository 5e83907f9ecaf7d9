import { createNotes } from './20261102-create-notes';
import type { Migration } from './migration';

/** All of them, oldest first. */
export const MIGRATIONS: readonly Migration[] = [createNotes];
