import { trouble } from './trouble';

const error = (code?: string) => Object.assign(new Error('no'), code === undefined ? {} : { code });

test.each(['42P01', '42703', '42883', '42704', '3F000'])('%s is something that is missing there', (code) => {
  expect(trouble(error(code))).toBe('The database lacks something that this release needs.');
});

test.each(['ECONNREFUSED', '57P01', '28P01', '08006', undefined])('%s is not', (code) => {
  expect(trouble(error(code))).toBe('The database cannot be reached right now.');
});

test('what is no error is not, either', () => {
  expect(trouble('42P01')).toBe('The database cannot be reached right now.');
});
