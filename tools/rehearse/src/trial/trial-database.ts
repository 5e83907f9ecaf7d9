import type { DBInstance, RDS } from '@aws-sdk/client-rds';
import { physicalName, type Environment } from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';

/** As libs/data calls them. */
const DATABASE = 'app';
const USER = 'slipway_admin';

/** What a task is told of its database. */
export interface DatabaseVariables {
  readonly plain: { readonly [variable: string]: string };
  /** Variable to what fills it when a task starts. */
  readonly secrets: { readonly [variable: string]: string };
}

export const NO_DATABASE: DatabaseVariables = { plain: {}, secrets: {} };

/** Makes by a call what Terraform makes of libs/data, a real Postgres, and tells tasks of it as libs/platform does. */
export async function makeDatabase(
  environment: Environment,
  clients: AwsClients,
): Promise<DatabaseVariables> {
  const instance = await create(await clients.rds(), physicalName('db-instance', environment, 'database'));
  const { Address = '', Port } = instance?.Endpoint ?? {};
  const secret = instance?.MasterUserSecret?.SecretArn ?? '';
  return {
    plain: {
      DATABASE_HOST: Address,
      DATABASE_PORT: String(Port),
      DATABASE_NAME: DATABASE,
      DATABASE_USER: USER,
      DATABASE_SECRET_ARN: secret,
      DATABASE_POOL_SIZE: '4',
    },
    secrets: { DATABASE_PASSWORD: `${secret}:password::` },
  };
}

async function create(rds: RDS, identifier: string): Promise<DBInstance | undefined> {
  try {
    const { DBInstance } = await rds.createDBInstance({
      DBInstanceIdentifier: identifier,
      Engine: 'postgres',
      DBInstanceClass: 'db.t4g.micro',
      AllocatedStorage: 20,
      DBName: DATABASE,
      MasterUsername: USER,
      ManageMasterUserPassword: true,
    });
    return DBInstance;
  } catch (error) {
    if ((error as Error).name !== 'DBInstanceAlreadyExistsFault') throw error;
    // A Postgres takes its time on a busy machine. The SDK has lost patience and asked once more.
    return (await rds.describeDBInstances({ DBInstanceIdentifier: identifier })).DBInstances?.[0];
  }
}
