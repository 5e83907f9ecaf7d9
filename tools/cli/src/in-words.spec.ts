import { inWords } from './in-words';

function awsError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });
}

const failing = (error: unknown) => () => Promise.reject(error);

it.each([
  [
    awsError('TargetGroupNotFoundException', 'Target groups not found'),
    /removed it.*slipway doctor staging/s,
  ],
  [awsError('ClientException', 'TaskDefinition is inactive'), /removed it/],
  [awsError('ThrottlingException', 'Rate exceeded'), /too many requests/],
])('what AWS says is no defect: %s', async (error, words) => {
  await expect(inWords({ environment: 'staging' } as never, failing(error))).rejects.toMatchObject({
    name: 'Failure',
    message: expect.stringMatching(words),
  });
});

it('leaves alone what is not of AWS, and what is of no environment', async () => {
  const defect = new TypeError('x is not a function');
  await expect(inWords({ environment: 'staging' } as never, failing(defect))).rejects.toBe(defect);
  const gone = awsError('NoSuchBucket', 'none');
  await expect(inWords({} as never, failing(gone))).rejects.toBe(gone);
});
