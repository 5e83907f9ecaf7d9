import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sampleCompany } from '@slipway/tool-outbound/testing';
import { callerAccount } from './caller-account';

const CONTEXT = { environment: 'staging', cloud: 'aws' } as const;

let server: Server;
afterEach(() => new Promise((resolve) => server.close(resolve)));

/** Asks an STS that answers so. */
async function ask(status: number, body: string): Promise<string> {
  server = createServer((_, response) =>
    response.writeHead(status, { 'content-type': 'text/xml' }).end(body),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const credentials = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
  };
  return callerAccount('eu-west-1', credentials, CONTEXT);
}

const refused = (code: string, message: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

describe('callerAccount', () => {
  it('is what STS says', async () => {
    const body =
      '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111111111111</Account></GetCallerIdentityResult></GetCallerIdentityResponse>';

    await expect(ask(200, body)).resolves.toBe('111111111111');
  });

  it.each([
    [
      'ExpiredToken',
      'The security token included in the request is expired',
      'have expired or are not valid',
    ],
    [
      'InvalidClientTokenId',
      'The security token included in the request is invalid',
      'have expired or are not valid',
    ],
    ['AccessDenied', 'not authorized to perform: sts:GetCallerIdentity', '(sts:GetCallerIdentity)'],
  ])('tells what %s means', async (code, message, words) => {
    await expect(ask(403, refused(code, message))).rejects.toMatchObject({
      exitCode: 8,
      message: expect.stringContaining(words),
    });
  });

  it('tells what AWS said that nobody foresaw', async () => {
    await expect(ask(400, refused('Odd', 'an odd answer'))).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining('AWS said: Odd: an odd answer'),
    });
  });

  it('goes through the proxy, and never blames Terraform when that leads nowhere', async () => {
    const company = await sampleCompany((_, response) => response.end(), 502);
    ({ server } = company);
    const env = { HTTPS_PROXY: company.proxy };
    const keys = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };

    const asked = callerAccount('eu-west-1', keys, CONTEXT, env);

    await expect(asked).rejects.toThrow('AWS cannot be reached from here. Nothing was changed.');
    await expect(asked).rejects.toThrow(`${new URL(company.proxy).host} answers 502`);
    await expect(asked).rejects.not.toThrow('Terraform');
    expect(new Set(company.asked)).toEqual(new Set(['sts.eu-west-1.amazonaws.com:443']));
    company.close();
  });
});
