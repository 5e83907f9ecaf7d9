import { formatCpu, formatMemory } from '@slipway/core';
import { shortId } from './names';
import type { TaskRow } from './task-row';

const HEAD = ['task', 'service', 'release', 'state', 'health', 'up', 'size'];

/** The tasks as a table, a line each. */
export function renderTasks(rows: readonly TaskRow[], now: Date): string {
  const lines = [HEAD, ...rows.map((row) => cells(row, now))];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells(row: TaskRow, now: Date): string[] {
  return [
    shortId(row.id),
    row.oneOff ? `${row.service} (one-off)` : row.service,
    row.release ?? '-',
    row.state,
    row.health ?? '-',
    row.startedAt === undefined ? '-' : age(now.getTime() - Date.parse(row.startedAt)),
    `${formatCpu(row.cpuUnits)}, ${formatMemory(row.memoryMb)}`,
  ];
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const;

/** The two largest units: `3d 4h`, `12s`. */
export function age(milliseconds: number): string {
  let rest = Math.max(0, milliseconds);
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 || (parts.length === 0 && unit === 's')) parts.push(`${count}${unit}`);
    else if (parts.length > 0) break;
  }
  return parts.slice(0, 2).join(' ');
}
