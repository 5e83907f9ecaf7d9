import { requiredAttributes } from './required-attributes';

const names = (definition: Parameters<typeof requiredAttributes>[0]) =>
  requiredAttributes(definition).map(({ name }) => name?.split('capability.')[1]);

test('a plain definition asks for little', () => {
  expect(names({ containerDefinitions: [{ name: 'web', image: 'nginx' }] })).toEqual([
    'docker-remote-api.1.18',
  ]);
});

test('a definition as releases have it asks for what its parts need', () => {
  expect(
    names({
      networkMode: 'awsvpc',
      executionRoleArn: 'arn:aws:iam::222222222222:role/execution',
      taskRoleArn: 'arn:aws:iam::222222222222:role/task',
      containerDefinitions: [
        {
          name: 'web',
          image: '222222222222.dkr.ecr.eu-west-1.amazonaws.com/acme:v1',
          stopTimeout: 2,
          logConfiguration: { logDriver: 'awslogs' },
          linuxParameters: { initProcessEnabled: true, tmpfs: [] },
          secrets: [
            { name: 'A', valueFrom: '/acme/A' },
            { name: 'B', valueFrom: 'arn:aws:secretsmanager:eu-west-1:222222222222:secret:b' },
          ],
        },
      ],
    }),
  ).toEqual([
    'logging-driver.awslogs',
    'execution-role-awslogs',
    'ecr-auth',
    'execution-role-ecr-pull',
    'task-iam-role',
    'task-eni',
    'secrets.ssm.environment-variables',
    'secrets.asm.environment-variables',
    'container-ordering',
    'docker-remote-api.1.18',
    'docker-remote-api.1.19',
    'docker-remote-api.1.22',
    'docker-remote-api.1.25',
  ]);
});
