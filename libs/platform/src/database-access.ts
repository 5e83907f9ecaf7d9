import { Token } from 'cdktf';
import { poolSize, type Environment, type KeyRef, type PolicyStatement, type SecretRef } from '@slipway/core';
import type { Database } from '@slipway/data';

export interface DatabaseAccessProps {
  readonly database: Database;
  /** Key of the master password. */
  readonly key: KeyRef;
  readonly environment: Environment;
}

/** What a task is given to reach the database. */
export interface DatabaseAccess {
  readonly environment: { readonly [variable: string]: string };
  readonly secrets: { readonly [variable: string]: SecretRef };
  /** For the app's own role. */
  readonly permissions: readonly PolicyStatement[];
}

/**
 * Where the database is and how many connections a task of `service` may hold, in plain variables. The password comes
 * as a reference that ECS resolves when the task starts; RDS changes it while the task runs, so the app may also read
 * that one secret by itself.
 */
export function databaseAccess(
  { database, key, environment }: DatabaseAccessProps,
  service: string,
): DatabaseAccess {
  return {
    environment: {
      DATABASE_HOST: database.endpoint,
      DATABASE_PORT: Token.asString(database.port),
      DATABASE_NAME: database.databaseName,
      DATABASE_USER: database.username,
      DATABASE_SECRET_ARN: database.credentials.arn,
      ...connections(environment, service),
    },
    secrets: { DATABASE_PASSWORD: database.credentials },
    permissions: [
      {
        Sid: 'ReadPassword',
        Effect: 'Allow',
        Action: 'secretsmanager:GetSecretValue',
        Resource: database.credentials.arn,
      },
      {
        Sid: 'DecryptIt',
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: key.arn,
        Condition: {
          StringEquals: { 'kms:ViaService': `secretsmanager.${environment.aws.region}.amazonaws.com` },
        },
      },
    ],
  };
}

function connections({ database, services }: Environment, service: string) {
  const settings = services[service];
  return database && settings && { DATABASE_POOL_SIZE: String(poolSize(database, services, settings)) };
}
