import { resolve } from 'node:path';
import { defineEnvironment, type Environment } from '@slipway/core';
import type { LocatedEnvironment } from '@slipway/tool-deploy';
import { recordedOutput } from '@slipway/tool-terminal';
import { atEnvironment } from './at-environment';

const workspace = resolve(__dirname, '../../..');

const allowing = (max: number): Environment =>
  defineEnvironment({
    app: 'acme',
    name: 'staging',
    aws: { account: '111111111111', region: 'eu-west-1' },
    domain: { name: 'staging.acme.example' },
    services: { web: { scaling: { min: 1, max } } },
  });

/** Works at an environment whose file allows 8 tasks, and whose bucket answers this. */
async function limitsAt(answer: () => Promise<unknown>) {
  const { output, notes } = recordedOutput();
  const clients = { s3: () => Promise.resolve({ send: answer }) };
  const located = { environment: allowing(8), clients, cloud: 'aws' } as unknown as LocatedEnvironment;
  const limits = await atEnvironment(
    { environment: 'staging' },
    { workspace, output },
    async ({ environment, written }) =>
      [environment, written].map((each) => each?.services['web']?.scaling.max),
    () => Promise.resolve(located),
  );
  return { limits, notes };
}

it('works at what was deployed, and knows what is written', async () => {
  const body = JSON.stringify({ settings: allowing(4), resources: {} });
  const answer = () => Promise.resolve({ Body: { transformToString: () => Promise.resolve(body) } });
  expect(await limitsAt(answer)).toEqual({ limits: [4, 8], notes: [] });
});

it('works at what is written where the note of the last deploy cannot be read, and says why', async () => {
  const denied = Object.assign(new Error('not authorized to perform: s3:GetObject'), {
    name: 'AccessDenied',
  });
  const { limits, notes } = await limitsAt(() => Promise.reject(denied));
  expect(limits).toEqual([8, 8]);
  expect(notes).toEqual([
    expect.stringMatching(
      /^How "staging" was last deployed cannot be read, so this goes by its environment\.ts\. .*s3:GetObject/,
    ),
  ]);
});
