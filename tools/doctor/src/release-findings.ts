import { plainText, takenWords, type EnvironmentStatus, type ServiceStatus } from '@slipway/tool-release';
import { advice, bad, good, type Finding } from './finding';

/** A command line of `slipway` for the environment: its verb, and what follows the environment's name. */
export type Slipway = (verb: string, ...rest: readonly string[]) => string;

const NONE_YET = 'nothing was released yet';

export function liveFinding(
  { live, taken }: Pick<EnvironmentStatus, 'live' | 'taken'>,
  slipway: Slipway,
): Finding {
  if (!live) return advice(NONE_YET, slipway('release'));
  if (taken.length > 0)
    return advice(
      `what v${live.version} may need is gone: ${takenWords(taken)}`,
      `${slipway('release')}    (of code that does without)`,
    );
  return good(`v${live.version}, by ${plainText(live.by.name, 40)}`);
}

/** A release that runs is not a fault; one that nobody works on any more keeps the next from starting. */
export function underWayFinding(
  { running, orphaned }: Pick<EnvironmentStatus, 'running' | 'orphaned'>,
  slipway: Slipway,
): Finding {
  if (!running) return good('none');
  const who = `${plainText(running.by.name, 40)} on ${plainText(running.by.host, 40)}`;
  if (!orphaned) return good(`v${running.version} is ${running.state}, by ${who}`);
  return bad(
    `v${running.version} lost its run (${who}) while it was ${running.state}`,
    `${slipway('release')}    (the next release, promote, rollback or deploy settles it first)`,
  );
}

export function lastTryFinding({ failed }: Pick<EnvironmentStatus, 'failed'>, slipway: Slipway): Finding {
  if (!failed) return good('went live, or is on its way');
  const why = failed.cause ? `: ${plainText(failed.cause.words, 200)}` : '';
  const next = failed.cause?.next;
  const fix = next === undefined ? slipway('releases', 'show', `v${failed.version}`) : plainText(next, 200);
  return advice(`v${failed.version} did not go live${why}`, fix);
}

export function holdFinding({ hold }: Pick<EnvironmentStatus, 'hold'>, slipway: Slipway): Finding {
  if (!hold) return good('none');
  const since = hold.since.slice(0, 16).replace('T', ' ');
  return advice(
    `by ${plainText(hold.by, 40)} since ${since} UTC (${plainText(hold.why, 100)}): pushes and promotions wait`,
    slipway('unhold'),
  );
}

/**
 * What a deploy or a changed parameter left to be shipped, and what the workspace has that no deploy has applied.
 *
 * @param notDeployed in lines
 */
export function newerFinding(
  { newer: { template, config } }: Pick<EnvironmentStatus, 'newer'>,
  notDeployed: readonly string[],
  slipway: Slipway,
): Finding {
  const left = [
    ...(notDeployed.length > 0 ? [notDeployedWords(notDeployed)] : []),
    ...(template.length > 0 ? [`the template of ${template.join(', ')} is newer than what is live`] : []),
    ...(config.length > 0 ? [`variables of ${config.join(', ')} changed since what is live`] : []),
  ];
  return left.length > 0 ? advice(left.join('; '), slipway('deploy')) : good('all of it is live');
}

function notDeployedWords([first = '', ...more]: readonly string[]): string {
  const known = first.startsWith('not known') ? first : `not deployed: ${first}`;
  return `${plainText(known, 200)}${more.length > 0 ? ` and ${more.length} more` : ''}`;
}

/** Whether as many tasks run as are wanted, and all of them of what was released. */
export function tasksFinding(
  { live, running, services }: Pick<EnvironmentStatus, 'live' | 'running' | 'services'>,
  slipway: Slipway,
): Finding {
  if (running) return good(`they change while v${running.version} is under way`);
  if (!live) return good(NONE_YET);
  const few = services.filter(tooFew);
  if (few.length > 0)
    return bad(few.map(countWords).join('; '), `${slipway('ps')} and ${slipway('logs')} say why`);
  const strange = services.filter(({ asReleased }) => !asReleased);
  const gone = services.flatMap(({ definitionGone }) => definitionGone ?? []);
  if (strange.length + gone.length === 0) return good(services.map(countWords).join('; '));
  const image =
    live.images[(strange[0] ?? services.find(({ definitionGone }) => definitionGone))?.service ?? ''];
  const commit = live.commit ? ['--commit', live.commit.sha.slice(0, 7)] : [];
  return bad(
    strange.length > 0
      ? `${strange.map(({ service }) => service).join(', ')}: some tasks were not started by v${live.version}`
      : `${gone.join(', ')} was deregistered by another tool: no command runs in it, and no release goes back to it`,
    image === undefined ? slipway('status') : slipway('release', '--image', image, ...commit),
  );
}

/** What ECS calls a task on its way to run. */
const STARTING = new Set(['PROVISIONING', 'PENDING', 'ACTIVATING']);

/** A service that grows has some on their way; one of which nothing runs is down, whatever is on its way. */
function tooFew({ desiredCount, tasks }: ServiceStatus): boolean {
  const run = count(tasks, (status) => status === 'RUNNING');
  return (
    run < desiredCount && (run === 0 || run + count(tasks, (status) => STARTING.has(status)) < desiredCount)
  );
}

function countWords({ service, desiredCount, tasks }: ServiceStatus): string {
  return `${service}: ${count(tasks, (status) => status === 'RUNNING')} of ${desiredCount} run`;
}

function count(tasks: ServiceStatus['tasks'], is: (status: string) => boolean): number {
  return tasks.filter(({ lastStatus }) => is(lastStatus)).length;
}

/**
 * The other states of a target pass by themselves, or say that nobody asks it.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html
 */
const ILL = new Set(['unhealthy', 'unused']);

/** What the load balancer says of tasks that run. One that was just registered is not a fault. */
export function targetsFinding(
  { running, services }: Pick<EnvironmentStatus, 'running' | 'services'>,
  slipway: Slipway,
): Finding {
  if (running) return good(`they change while v${running.version} is under way`);
  const gone = services.filter(({ targetsGone }) => targetsGone).map(({ service }) => service);
  if (gone.length > 0)
    return bad(
      `the target group of ${gone.join(', ')} was removed: no request gets to it`,
      slipway('deploy'),
    );
  const asked = services.flatMap(({ service, tasks }) =>
    tasks.flatMap(({ lastStatus, target }) =>
      lastStatus === 'RUNNING' && target ? { service, target } : [],
    ),
  );
  const ill = asked.filter(({ target }) => ILL.has(target.state));
  const [first] = ill;
  if (!first) return good(asked.length > 0 ? `${asked.length} asked, none is unhealthy` : 'none to ask');
  const why = first.target.description ?? first.target.reason;
  return bad(
    `${ill.length} of ${asked.length} not healthy; ${first.service}${why ? `: ${plainText(why, 150)}` : ''}`,
    slipway('logs'),
  );
}
