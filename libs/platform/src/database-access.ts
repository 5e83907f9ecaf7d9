import { Token } from 'cdktf';
import type { SecretRef } from '@slipway/core';
import type { Database } from '@slipway/data';

/**
 * What a task is told about the database: where it is in plain variables, the password as a reference that ECS
 * resolves when the task starts.
 */
export function databaseAccess(database: Database): {
  readonly environment: { readonly [variable: string]: string };
  readonly secrets: { readonly [variable: string]: SecretRef };
} {
  return {
    environment: {
      DATABASE_HOST: database.endpoint,
      DATABASE_PORT: Token.asString(database.port),
      DATABASE_NAME: database.databaseName,
      DATABASE_USER: database.username,
    },
    secrets: { DATABASE_PASSWORD: database.credentials },
  };
}
