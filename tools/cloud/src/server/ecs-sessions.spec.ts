import { sessionsFor } from './ecs-sessions';

test('a session’s target is cluster, task and container as AWS writes them', async () => {
  const open = jest.fn().mockReturnValue({ sessionId: 's', streamUrl: 'ws://x', tokenValue: 't' });
  const launched = { stop: jest.fn(), exec: jest.fn() };
  const opened = await sessionsFor({ open }).open({
    where: { account: '222222222222', region: 'eu-west-1' },
    task: {
      clusterArn: 'arn:aws:ecs:eu-west-1:222222222222:cluster/acme-prod',
      taskArn: 'arn:aws:ecs:eu-west-1:222222222222:task/acme-prod/0123',
      containers: [
        { name: 'sidecar', runtimeId: '0123-1' },
        { name: 'web', runtimeId: '0123-2' },
      ],
    },
    launched,
    container: 'web',
    command: '/bin/sh',
    interactive: true,
  });
  expect(opened).toEqual({ sessionId: 's', streamUrl: 'ws://x', tokenValue: 't' });
  expect(open).toHaveBeenCalledWith({
    task: launched,
    container: 'web',
    command: '/bin/sh',
    target: 'ecs:acme-prod_0123_0123-2',
  });
});
