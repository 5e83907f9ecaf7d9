import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { SecurityGroup as AwsSecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { physicalName, type EnvironmentId } from '@slipway/core';
import { Connections, type Connectable } from './connections';
import { ruleDescription } from './rule-description';

export interface SecurityGroupProps {
  /** The network that the group belongs to. */
  readonly network: { readonly vpcId: string; readonly environment: EnvironmentId };
  /** What is behind it; shown in the AWS console. */
  readonly description: string;
  /** TCP port that its members listen on, for rules that name none. @default none */
  readonly port?: number;
}

/**
 * A door that is shut on both sides until `connections` opens it.
 *
 * @example
 * const app = new SecurityGroup(this, 'web', { network, description: 'Web tasks', port: 3000 });
 * app.connections.allowFrom(loadBalancer, 'Requests from the load balancer');
 */
export class SecurityGroup extends Construct implements Connectable {
  readonly id: string;
  readonly connections: Connections;

  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    const name = this.pathName();
    const group = new AwsSecurityGroup(this, 'group', {
      vpcId: props.network.vpcId,
      namePrefix: `${physicalName('security-group', props.network.environment, name)}-`,
      description: ruleDescription(props.description),
      // A description cannot be edited; without this the replacement waits for ever for network interfaces to let go.
      lifecycle: { createBeforeDestroy: true },
    });
    this.id = group.id;
    this.connections = new Connections({
      scope: this,
      securityGroupId: group.id,
      name,
      port: props.port,
    });
  }

  /** `database/security-group` is `database` in names and rule ids. */
  private pathName(): string {
    const inStack = this.node.path.slice(TerraformStack.of(this).node.path.length + 1);
    const parts = inStack.split('/').filter((part) => part !== 'security-group');
    return parts.join('-') || this.node.id;
  }
}
