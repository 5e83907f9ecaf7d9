import { openSession, type Credentials } from '../credentials';

export interface TaskRole {
  readonly endpoint: string;
  readonly region: string;
  readonly roleArn: string;
  /** AWS names the session of a task's role after the task. */
  readonly taskId: string;
}

/** The longest that STS takes; a task is not told to renew them here. */
const HALF_A_DAY_SECONDS = 43_200;

/** What a task's role lets it call AWS with. */
export function taskCredentials({ endpoint, region, roleArn, taskId }: TaskRole): Promise<Credentials> {
  return openSession({ endpoint }, { region, roleArn, name: taskId, seconds: HALF_A_DAY_SECONDS });
}
