import { clientSettings, s3Settings } from './client-settings';

const AWS = { account: '111111111111', region: 'eu-west-1' };
const EMBEDDED = {
  ...AWS,
  variables: {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token',
    AWS_PROFILE: undefined,
  },
};

describe('settings of a client', () => {
  it('leave endpoint and credentials to the SDK when the target names none', () => {
    expect(Object.keys(clientSettings(AWS, {})).sort()).toEqual([
      'maxAttempts',
      'region',
      'requestHandler',
      'retryMode',
    ]);
  });

  it('have a way out, for credentials too, where there is a proxy or an authority of its own', () => {
    const settings = clientSettings(AWS, { https_proxy: 'http://p:1' });

    expect(settings.requestHandler).toMatchObject({ httpAgent: settings.requestHandler.httpsAgent });
    expect(settings).toHaveProperty('credentials');
    expect(clientSettings(AWS, {}).requestHandler).not.toHaveProperty('httpsAgent');
  });

  it('come from the target alone when it names them', () => {
    expect(clientSettings(EMBEDDED)).toMatchObject({
      endpoint: 'http://127.0.0.1:4566',
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' },
    });
  });

  it('back off when AWS is asked too often', () => {
    expect(clientSettings(AWS)).toMatchObject({ retryMode: 'adaptive', maxAttempts: 8 });
  });

  it('name buckets in the path only where an endpoint is given', () => {
    expect(s3Settings(EMBEDDED)).toHaveProperty('forcePathStyle', true);
    expect(s3Settings(AWS)).not.toHaveProperty('forcePathStyle');
  });
});
