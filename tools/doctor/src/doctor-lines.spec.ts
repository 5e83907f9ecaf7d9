import { doctorLines } from './doctor-lines';
import type { Diagnosis } from './doctor';

const diagnosis: Diagnosis = {
  environment: 'staging',
  machine: [
    { name: 'Node', state: 'good', found: '20.12.2' },
    { name: 'psql', state: 'advice', found: 'not on the PATH', fix: 'brew install libpq' },
  ],
  place: [
    { name: 'bucket', state: 'bad', found: 'it is not there', fix: 'one\n\n  two' },
    { name: 'services', state: 'skipped', found: 'not checked: bucket comes first' },
    { name: 'tasks', state: 'skipped', found: 'not checked: services comes first' },
  ],
  count: { good: 1, advice: 1, bad: 1, skipped: 2 },
};

it('is aligned, with what fixes it below', () => {
  expect(doctorLines(diagnosis, { color: false })).toEqual([
    'this machine',
    '  ✓ Node    20.12.2',
    '  ! psql    not on the PATH',
    '            brew install libpq',
    '',
    'staging',
    '  ✗ bucket  it is not there',
    '            one',
    '',
    '              two',
    '  - not checked until that is fixed: services, tasks',
    '',
    'Something needs a fix: 1 good, 1 to consider (!), 1 to fix (✗), 2 not checked (-)',
  ]);
});

it('sums up what is well in a few words', () => {
  const well = {
    machine: diagnosis.machine.slice(0, 1),
    place: [],
    count: { good: 1, advice: 0, bad: 0, skipped: 0 },
  };

  expect(doctorLines(well, { color: false })).toEqual([
    'this machine',
    '  ✓ Node  20.12.2',
    '',
    'Everything that is needed is there: 1 good',
  ]);
});

it('has colours only where they are wanted', () => {
  expect(doctorLines(diagnosis, { color: true }).join('\n')).toContain('\u001B[');
  expect(doctorLines(diagnosis, { color: false }).join('\n')).not.toContain('\u001B');
});
