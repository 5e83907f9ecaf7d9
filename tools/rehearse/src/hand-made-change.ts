import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { cloudEnvironment } from '@slipway/tool-cloud';
import { readEnvironment } from '@slipway/tool-synth';
import type { Stage } from './stage';

/** Somebody shortens how long logs are kept, in the console, without telling anyone. */
export async function handMadeChange(stage: Stage, name: string): Promise<void> {
  const { aws } = await readEnvironment(name, { workspace: stage.workspace.root });
  const variables = await cloudEnvironment(await stage.cloud(), aws);
  const logs = new CloudWatchLogs({
    region: aws.region,
    endpoint: variables.AWS_ENDPOINT_URL,
    credentials: {
      accessKeyId: variables.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: variables.AWS_SECRET_ACCESS_KEY ?? '',
      sessionToken: variables.AWS_SESSION_TOKEN,
    },
  });
  await logs.putRetentionPolicy({ logGroupName: `/ecs/${name}/web`, retentionInDays: 1 });
  logs.destroy();
}
