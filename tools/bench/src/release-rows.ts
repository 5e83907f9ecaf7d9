import { renderTimeline, verdictTimeline, type VerdictTimeline } from '@slipway/tool-release';
import type { LoadResult } from '@slipway/tool-rehearse';
import type { ReleaseFigures } from './measure-releases';
import { atMost, seconds, type Row } from './table';
import type { StableWait } from './wait-services-stable';

/** With one task its successor has to crash, too: the longest that a verdict takes on AWS. */
const ON_AWS = { desiredCount: 1, healthCheckInterval: 5, unhealthyThreshold: 3 };

/** The figures of releases, each with its target and beside it what the peer took. */
export function releaseRows(figures: ReleaseFigures): Row[] {
  const { roll, rollback, crash, missingSecret, peerRoll, peerCrash } = figures;
  return [
    atMost('good roll of 2 tasks, until the verb has ended', roll.ended, 20, seconds),
    atMost('of that, until ECS has answered UpdateService', roll.asked, 2, seconds),
    unfailed('requests during the roll', roll.load),
    { what: '`aws ecs wait services-stable` on such a roll', measured: waitWords(peerRoll) },
    { what: 'rollback, until the verb has ended', measured: seconds(rollback.ended) },
    unfailed('requests during the rollback', rollback.load),
    atMost('verdict on a crash at start', crash.verdict, 15, seconds),
    { what: 'the same, until what was live is back', measured: seconds(crash.ended) },
    { what: '`aws ecs wait services-stable` on that crash', measured: waitWords(peerCrash) },
    atMost('verdict on a missing secret', missingSecret.verdict, 15, seconds),
    onAws(
      'verdict on a crash at start on AWS, 1 task, by the declared numbers',
      verdictTimeline(ON_AWS, 'crash at start'),
    ),
    onAws(
      'verdict on a missing secret on AWS, by the declared numbers',
      verdictTimeline(ON_AWS, 'missing secret'),
    ),
    { what: 'start of the embedded cloud', measured: seconds(figures.cloudStart) },
    atMost('`slipway --help`', figures.help, 0.3, seconds),
  ];
}

function unfailed(what: string, { requests, failures, seconds: duration }: LoadResult): Row {
  const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
  const rate = Math.round(requests / duration);
  return {
    what,
    measured: `${requests.toLocaleString('en')} at ${rate} a second, ${failed} failed`,
    target: { text: 'none of 5,000 fails', met: failed === 0 && requests >= 5_000 },
  };
}

/** A waiter knows no more than whether a service is at rest. */
function waitWords({ seconds: took, said, asAsked }: StableWait): string {
  if (said !== 'stable') return `says nothing for more than ${Math.round(took)} s`;
  return asAsked ? `${seconds(took)}` : `${seconds(took)}, then "stable", and not a word that ECS went back`;
}

function onAws(what: string, timeline: VerdictTimeline): Row {
  return {
    what,
    measured: renderTimeline(timeline),
    target: { text: 'at most 180 s', met: timeline.seconds <= 180 },
  };
}
