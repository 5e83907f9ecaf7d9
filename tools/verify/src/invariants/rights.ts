import type { Area } from '../invariant';
import type { Stack } from '../stack';
import { statementsOf } from '../statements';

/** https://docs.aws.amazon.com/service-authorization: these actions know no resource. */
const UNRESTRICTABLE = /^(ssmmessages:|ecr:GetAuthorizationToken$|logs:DescribeLogGroups$)/;

/** Allows of the policies that roles carry. */
function grants(stack: Stack) {
  return stack
    .some('aws_iam_role_policy', 'aws_iam_policy')
    .flatMap(({ policy }) => statementsOf(policy))
    .filter(({ effect }) => effect === 'Allow');
}

export const rights: Area = {
  area: 'rights',
  claims: {
    'no AWS-managed policy is attached but the two that AWS services need': (stack) => {
      const { database, bastion } = stack.environment;
      const attached = stack
        .all('aws_iam_role_policy_attachment')
        .map(({ policy_arn }) => String(policy_arn).split('/').pop());
      expect(attached.sort()).toEqual([
        ...(database ? ['AmazonRDSEnhancedMonitoringRole'] : []),
        ...(bastion ? ['AmazonSSMManagedInstanceCore'] : []),
      ]);
    },

    'a service is trusted only on behalf of this account': (stack) => {
      const { account } = stack.environment.aws;
      for (const role of stack.some('aws_iam_role')) {
        const [statement, ...others] = statementsOf(role.assume_role_policy);
        expect(others).toEqual([]);
        expect(statement?.principals).toEqual([
          expect.stringMatching(/^Service:[a-z0-9.-]+\.amazonaws\.com$/),
        ]);
        // EC2 names no source when it assumes an instance's role, which cannot be passed to another account.
        if (statement?.principals.includes('Service:ec2.amazonaws.com')) continue;
        expect(statement?.conditions).toContain(`StringEquals aws:SourceAccount ${account}`);
      }
    },

    'no role is allowed a wildcard action': (stack) => {
      const actions = grants(stack).flatMap(({ actions }) => actions);
      expect(actions.filter((action) => action.endsWith('*'))).toEqual([]);
    },

    'no role is allowed a wildcard resource where AWS can restrict it': (stack) => {
      const everywhere = grants(stack).filter(({ resources }) => resources.includes('*'));
      const actions = everywhere.flatMap(({ actions }) => actions);
      expect(actions.filter((action) => !UNRESTRICTABLE.test(action))).toEqual([]);
    },

    'images come from the registry that the environment names': (stack) => {
      const { app, aws } = stack.environment;
      const pulls = grants(stack).filter(({ actions }) => actions.includes('ecr:BatchGetImage'));
      expect(pulls.flatMap(({ resources }) => resources)).toEqual(
        Object.keys(stack.environment.services).map(
          () => `arn:aws:ecr:${aws.region}:${aws.registryAccount}:repository/${app}`,
        ),
      );
    },
  },
};
