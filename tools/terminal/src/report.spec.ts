import { EXIT_CODES } from './exit-codes';
import { Failure } from './failure';
import { recordedOutput } from './recorded-output';
import { exitCodeOf, reportError } from './report';

function reported(error: unknown): string {
  const { output, notes } = recordedOutput();
  reportError(error, output);
  return notes.join('\n');
}

it('what is meant for people is printed without a stack, and has a code', () => {
  const failure = new Failure('locked', 'Somebody works on it.\n  who  jo');

  expect(reported(failure)).toBe('Somebody works on it.\n  who  jo');
  expect(exitCodeOf(failure)).toBe(7);
  expect(exitCodeOf(Object.assign(new Error('of another tool'), { exitCode: 2 }))).toBe(2);
});

it('a defect keeps its stack and ends with 1', () => {
  expect(reported(new TypeError('x is not a function'))).toMatch(/x is not a function[\s\S]*report\.spec/);
  expect(exitCodeOf(new TypeError('x'))).toBe(1);
  expect(exitCodeOf('thrown text')).toBe(1);
});

it('every failure has a code of its own', () => {
  const codes = Object.values(EXIT_CODES);

  expect(new Set(codes).size).toBe(codes.length);
});
