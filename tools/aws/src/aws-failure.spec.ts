import { asCalled, Failure } from '@slipway/tool-terminal';
import { awsFailure, type AwsFailureContext } from './aws-failure';

const CONTEXT: AwsFailureContext = { environment: 'staging', cloud: 'aws', safe: 'Nothing was changed.' };

function sdkError(name: string, message = 'as AWS says it', more: object = {}): Error {
  return Object.assign(new Error(message), { name, ...more });
}

describe('awsFailure', () => {
  it.each([
    [sdkError('CredentialsProviderError', 'Could not load credentials'), 'credentials', 'Set AWS_PROFILE'],
    [
      sdkError('CredentialsProviderError', 'The SSO session associated with this profile has expired'),
      'credentials',
      'Sign in again',
    ],
    [sdkError('ExpiredTokenException'), 'credentials', 'have expired'],
    [sdkError('ExpiredToken'), 'credentials', 'have expired'],
    [sdkError('UnrecognizedClientException'), 'credentials', 'have expired'],
    [
      sdkError('InvalidSignatureException', 'Signature expired: 20261125T1000Z is now earlier than'),
      'credentials',
      'clock',
    ],
    [sdkError('RequestTimeTooSkewed'), 'credentials', 'clock'],
    [
      sdkError(
        'AccessDeniedException',
        'User: arn:aws:sts::1:assumed-role/x is not authorized to perform: ecs:RunTask on resource: *',
      ),
      'credentials',
      '(ecs:RunTask)',
    ],
    [sdkError('Forbidden', ''), 'credentials', 'lack the right to do this.'],
    [sdkError('ThrottlingException', 'Rate exceeded'), 'throttled', 'Wait a minute'],
    [sdkError('ServerBusy', 'busy', { $retryable: { throttling: true } }), 'throttled', 'Wait a minute'],
    [
      sdkError('Error', 'getaddrinfo ENOTFOUND ecs.eu-west-1.amazonaws.com', { code: 'ENOTFOUND' }),
      'failed',
      'cannot be reached',
    ],
    [
      sdkError('Error', 'the proxy p:3128 answers 407 for sts.amazonaws.com:443', { code: 'EPROXY' }),
      'failed',
      'the proxy p:3128 answers 407',
    ],
    [
      sdkError('Error', 'self-signed certificate in chain', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
      'failed',
      'NODE_EXTRA_CA_CERTS',
    ],
    [
      sdkError('TypeError', 'fetch failed', {
        cause: Object.assign(new Error('unable'), { code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' }),
      }),
      'failed',
      'an authority that is not known here',
    ],
    [sdkError('TimeoutError', 'socket hang up'), 'failed', 'cannot be reached'],
    [
      sdkError('TypeError', 'terminated', {
        cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
      }),
      'failed',
      'cannot be reached',
    ],
    [
      sdkError('ServerException', 'Internal', { $metadata: { httpStatusCode: 500 } }),
      'failed',
      'an error of its own',
    ],
  ])('%s', (error, kind, words) => {
    const failure = awsFailure(error, CONTEXT);

    expect(failure).toMatchObject({ name: 'Failure', kind });
    expect(failure.message).toContain(words);
    expect(failure.message).toContain('Nothing was changed.');
  });

  it('says how to start the embedded cloud when that is what does not answer', () => {
    const refused = Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' });

    const failure = () => awsFailure(refused, { ...CONTEXT, cloud: 'embedded' });
    expect(asCalled({ embedded: true }, failure)).toMatchObject({
      kind: 'cloud',
      message: expect.stringContaining('npx slipway deploy staging --embedded'),
    });
  });

  it.each([
    new Failure('guard', 'said already'),
    sdkError('ClientException', 'Container.image should not be null'),
    sdkError('ModuleNotFoundError'),
    new TypeError('a defect'),
  ])('passes %s through', (error) => expect(awsFailure(error, CONTEXT)).toBe(error));

  const AWS = { $metadata: { httpStatusCode: 400 } };
  it.each([
    sdkError('TargetGroupNotFoundException', "Target groups 'arn' not found", AWS),
    sdkError('LoadBalancerNotFoundException', 'not found', AWS),
    sdkError('ClusterNotFoundException', 'Cluster not found.', AWS),
    sdkError('ResourceNotFoundException', 'The specified log group does not exist.', AWS),
    sdkError('DBInstanceNotFoundFault', 'DBInstance shop not found.', AWS),
    sdkError('NoSuchBucket', 'The specified bucket does not exist', AWS),
    sdkError('ClientException', 'TaskDefinition is inactive', AWS),
    sdkError('ClientException', 'Unable to describe task definition.', AWS),
  ])('says of %s that something was removed, and what brings it back', (error) => {
    const failure = awsFailure(error, CONTEXT);

    expect(failure).toMatchObject({ name: 'Failure', kind: 'refused' });
    expect(failure.message).toMatch(/somebody or another tool removed it\. Nothing was changed\.\n/);
    expect(failure.message).toContain('npx slipway deploy staging');
    expect(failure.message).toContain(`AWS said: ${error.message}`);
  });

  it('makes an error of what was thrown and is none', () => {
    expect(awsFailure('a text', CONTEXT)).toEqual(new Error('a text'));
  });
});
