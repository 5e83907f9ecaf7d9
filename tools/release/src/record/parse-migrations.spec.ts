import fc from 'fast-check';
import { parseMigrations } from './parse-migrations';

it('finds the migrations among other lines', () => {
  expect(
    parseMigrations([
      'Connecting',
      '{"migration":"1_users","destructive":[]}',
      '{"level":"info","msg":"half way"}',
      '{"migration":"2_names","destructive":["drops column users.name"]}',
      '{"migration":"3_mails"}',
      '{"migration":',
      '{"migration":4,"destructive":[]}',
    ]),
  ).toEqual([
    { name: '1_users', destructive: [] },
    { name: '2_names', destructive: ['drops column users.name'] },
    { name: '3_mails', destructive: [] },
  ]);
});

it('takes a line that is indented, and of what it removes only words', () => {
  expect(
    parseMigrations([
      '  {"migration":"1_users","destructive":[1,"drops table carts",null]}',
      '{"migration":"2_names","destructive":"drops column users.name"}',
      'x {"migration":"3_mails"}',
      '["migration"]',
    ]),
  ).toEqual([{ name: '1_users', destructive: ['drops table carts'] }]);
});

it('takes any output', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.json())), (lines) => void parseMigrations(lines)));
});
