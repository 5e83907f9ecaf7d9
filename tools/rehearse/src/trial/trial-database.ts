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
  const rds = await clients.rds();
  const { DBInstance: instance } = await rds.createDBInstance({
    DBInstanceIdentifier: physicalName('db-instance', environment, 'database'),
    Engine: 'postgres',
    DBInstanceClass: 'db.t4g.micro',
    AllocatedStorage: 20,
    DBName: DATABASE,
    MasterUsername: USER,
    ManageMasterUserPassword: true,
  });
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
