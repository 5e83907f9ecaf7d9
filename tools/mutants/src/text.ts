import { formatDuration } from '@slipway/tool-terminal';
import type { Measurement, Survivor } from './measurement';

const LONGEST = 80;

/** The score first, then a line for each survivor. */
export function measurementText(measurement: Measurement): string {
  return [scoreLine(measurement), ...measurement.survivors.map(survivorLine)].join('\n');
}

function scoreLine(measurement: Measurement): string {
  const { target, killed, timedOut, survived, uncovered, broken } = measurement;
  const counts = [
    `${killed} killed`,
    `${timedOut} timed out`,
    `${survived} survived`,
    `${uncovered} not covered`,
  ];
  const left = [`${measurement.static} static`, ...(broken > 0 ? [`${broken} broken`] : [])].join(' and ');
  return `${target}: ${scoreText(measurement)} (${counts.join(', ')}; left out: ${left}), ${formatDuration(measurement.seconds)}`;
}

/** Rounded down: 84.96 % is not 85 %. */
export function scoreText({ score }: Measurement): string {
  return score === undefined ? 'nothing to change' : `${(Math.floor(score * 10) / 10).toFixed(1)} %`;
}

function survivorLine({ file, line, mutator, original, replacement, covered }: Survivor): string {
  const change = `${oneLine(original)} → ${oneLine(replacement)}`;
  return `${file}:${line}  ${mutator}  ${change}${covered ? '' : '  (no test runs it)'}`;
}

function oneLine(code: string): string {
  const text = code.replaceAll(/\s+/g, ' ').trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
