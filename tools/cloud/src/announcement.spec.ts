import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { announce, readAnnouncement } from './announcement';

const directory = mkdtempSync(join(tmpdir(), 'slipway-announcement-'));
const file = join(directory, 'cloud.json');
const WHOLE = {
  instance: '20261101T000000-00000000',
  pid: 7,
  port: 4566,
  version: '5.2.5',
  started: '2026-11-01',
};

afterAll(() => rmSync(directory, { recursive: true }));

test('is read as it was written', () => {
  writeFileSync(file, JSON.stringify(WHOLE));
  expect(readAnnouncement(file)).toEqual(WHOLE);
});

test('is read as it was announced, and nothing else is left', () => {
  announce(file, WHOLE);
  expect(readAnnouncement(file)).toEqual(WHOLE);
  expect(readdirSync(directory)).toEqual(['cloud.json']);
});

test.each([
  ['cut off', '{"instance":'],
  ['empty', ''],
  ['of another shape', '[]'],
  ['nothing', 'null'],
  ['of no instance', JSON.stringify({ ...WHOLE, instance: undefined })],
  ['of a process that would be everybody', JSON.stringify({ ...WHOLE, pid: -1 })],
  ['of no process', JSON.stringify({ ...WHOLE, pid: 0 })],
])('one that is %s counts as none', (_, text) => {
  writeFileSync(file, text);
  expect(readAnnouncement(file)).toBeUndefined();
});

test('one that is not there is none', () => {
  expect(readAnnouncement(join(directory, 'absent'))).toBeUndefined();
});
