import { callAws } from '../aws-call';
import type { Credentials } from '../credentials';

/** moto creates in its default account whatever comes with keys that it did not make; the role says the real one. */
const ANYBODY = 'AKIAIOSFODNN7EXAMPLE';

export interface TaskRole {
  readonly endpoint: string;
  readonly region: string;
  readonly roleArn: string;
  /** AWS names the session of a task's role after the task. */
  readonly taskId: string;
}

/** What a task's role lets it call AWS with. */
export async function taskCredentials({ endpoint, region, roleArn, taskId }: TaskRole): Promise<Credentials> {
  const answer = await callAws(
    { endpoint, accessKeyId: ANYBODY, region },
    {
      service: 'sts',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: String(
        new URLSearchParams({
          Action: 'AssumeRole',
          Version: '2011-06-15',
          RoleArn: roleArn,
          RoleSessionName: taskId,
          DurationSeconds: '43200',
        }),
      ),
    },
  );
  const field = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(answer)?.[1] ?? '';
  return {
    accessKeyId: field('AccessKeyId'),
    secretAccessKey: field('SecretAccessKey'),
    sessionToken: field('SessionToken'),
  };
}
