import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { guardLogGroups, takenLogGroup } from './log-group-owner';
import { deploy } from './deploy';
import { destroy } from './destroy';
import { planEnvironment } from './plan-environment';
import { change, plan, SampleTerraform } from './sample-terraform';
import { SampleWorkspace } from './sample-workspace';

const TAKEN = { name: '/ecs/staging/web', app: 'shop' };

let workspace: SampleWorkspace;
let terraform: SampleTerraform;
beforeEach(() => {
  workspace = SampleWorkspace.ofThree();
  terraform = new SampleTerraform(workspace);
  terraform.taken = TAKEN;
});
afterEach(() => workspace.remove());

const BIRTH = plan(change('aws_cloudwatch_log_group.web', ['create']));

test.each([
  ['deploy', deploy],
  ['plan', planEnvironment],
] as const)(
  '%s of a new environment whose log groups another app has is refused, and says whose',
  async (_, verb) => {
    terraform.plans = [BIRTH];
    const { options } = terraform.options({ yes: true });
    await expect(verb('staging', options)).rejects.toMatchObject({
      exitCode: 5,
      message: expect.stringMatching(
        /\/ecs\/staging\/web .* belongs to the app "shop".*Nothing was changed\./,
      ),
    });
    expect(terraform.calls).not.toContain('apply');
  },
);

test('nobody looks where the state knows the environment, nor when it goes', async () => {
  const { options } = terraform.options({ yes: true });
  terraform.plans = [plan(change('aws_a.b', ['create']), change('aws_a.c', ['update'], { x: 1 }, { x: 2 }))];
  await expect(deploy('staging', options)).resolves.toMatchObject({ changed: true });
  terraform.plans = [{}];
  await expect(destroy('staging', options)).resolves.toBeDefined();
});

test('the message says what to do', () => {
  const environment = workspace.synthesis('staging').environment;
  expect(() => guardLogGroups(environment, TAKEN)).toThrow(
    /Rename this environment .*, or give it an account or a region/s,
  );
});

test('who is not allowed to look, or reaches nothing, does not find', async () => {
  const environment = workspace.synthesis('staging').environment;
  const variables = {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_MAX_ATTEMPTS: '1',
  };
  expect(await takenLogGroup(environment, variables)).toBeUndefined();
});

/** CloudWatch Logs with one group below `/ecs/staging/`, which has those tags. */
async function askedOf(tags: { readonly [name: string]: string }) {
  const server = createServer((request, response) => {
    const call = String(request.headers['x-amz-target']).split('.')[1];
    const answer =
      call === 'DescribeLogGroups' ? { logGroups: [{ logGroupName: '/ecs/staging/web' }] } : { tags };
    request.resume();
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await takenLogGroup(workspace.synthesis('staging').environment, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test.each([
  ['another app', { app: 'shop' }, TAKEN],
  ['this app', { app: 'acme' }, undefined],
  ['nobody that is known', { team: 'shop' }, undefined],
])('a group of %s', async (_, tags, taken) => expect(await askedOf(tags)).toEqual(taken));
