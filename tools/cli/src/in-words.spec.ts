import { inWords } from './in-words';

function awsError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });
}

const at = (environment?: string) => ({ ...(environment && { environment }) }) as never;

it.each([
  [
    awsError('TargetGroupNotFoundException', 'Target groups not found'),
    /removed it.*slipway doctor staging/s,
  ],
  [awsError('ClientException', 'TaskDefinition is inactive'), /removed it/],
  [awsError('ThrottlingException', 'Rate exceeded'), /too many requests/],
])('what AWS says is no defect: %s', (error, words) => {
  expect(inWords(error, at('staging'))).toMatchObject({
    name: 'Failure',
    message: expect.stringMatching(words),
  });
});

it('leaves alone what is not of AWS, and what is of no environment', () => {
  const defect = new TypeError('x is not a function');
  expect(inWords(defect, at('staging'))).toBe(defect);
  expect(inWords('text', at('staging'))).toBe('text');
  const gone = awsError('NoSuchBucket', 'none');
  expect(inWords(gone, at())).toBe(gone);
});
