import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { Construct } from 'constructs';
import { physicalName, policyDocument, type EnvironmentId } from '@slipway/core';
import { SecurityGroup, type Connectable, type Connections, type Network } from '@slipway/network';

export interface BastionProps {
  readonly environment: EnvironmentId;
  readonly network: Network;
}

/**
 * A way to the database for people who are not allowed to open shells in the app's tasks: an instance that only Session Manager
 * reaches, with no ingress rule, no key pair and no public address. It is closed by default: a group of at most one
 * instance that has none until someone asks for it,
 * `aws autoscaling set-desired-capacity --auto-scaling-group-name <app>-<env>-bastion --desired-capacity 1`,
 * and none again after `--desired-capacity 0`. Terraform leaves that number alone.
 *
 * Every start takes the newest Amazon Linux, because the image is a reference that EC2 resolves at launch; a new
 * image neither shows in plans nor replaces an instance that is in use.
 *
 * @example
 * const bastion = new Bastion(stack, 'bastion', { environment, network });
 * database.connections.allowFrom(bastion, 'Port forwarding by people');
 * Cost: nothing while closed, about 0.5 cents an hour while open (us-east-1, list price 2026-11).
 */
export class Bastion extends Construct implements Connectable {
  readonly connections: Connections;
  /** The group whose desired capacity opens (1) and closes (0) the bastion. */
  readonly groupName: string;

  constructor(scope: Construct, id: string, props: BastionProps) {
    super(scope, id);
    const name = physicalName('autoscaling-group', props.environment, 'bastion');
    const securityGroup = this.createSecurityGroup(props.network);
    const profile = this.createProfile(props.environment);
    const template = this.createTemplate(name, securityGroup.id, profile);
    this.groupName = this.createGroup(name, template, props.network).name;
    this.connections = securityGroup.connections;
  }

  private createSecurityGroup(network: Network): SecurityGroup {
    const group = new SecurityGroup(this, 'security-group', { network, description: 'Bastion' });
    group.connections.allowToInternet(443, 'Session Manager');
    return group;
  }

  private createProfile(environment: EnvironmentId): IamInstanceProfile {
    const role = new IamRole(this, 'role', {
      name: physicalName('iam-role', environment, 'bastion'),
      // EC2 names no source when it assumes an instance's role, so a condition on it would lock the instance out; none
      // is needed, because a role cannot be passed to another account (https://github.com/prowler-cloud/prowler/issues/2810).
      assumeRolePolicy: policyDocument({
        Effect: 'Allow',
        Principal: { Service: 'ec2.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    });
    new IamRolePolicyAttachment(this, 'session-manager', {
      role: role.name,
      policyArn: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
    });
    return new IamInstanceProfile(this, 'profile', { name: role.name, role: role.name });
  }

  private createTemplate(name: string, securityGroupId: string, profile: IamInstanceProfile): LaunchTemplate {
    return new LaunchTemplate(this, 'template', {
      name,
      imageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
      instanceType: 't4g.nano',
      iamInstanceProfile: { arn: profile.arn },
      networkInterfaces: [
        {
          associatePublicIpAddress: 'false',
          deleteOnTermination: 'true',
          securityGroups: [securityGroupId],
        },
      ],
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: { encrypted: 'true', volumeSize: 8, volumeType: 'gp3', deleteOnTermination: 'true' },
        },
      ],
    });
  }

  private createGroup(name: string, template: LaunchTemplate, network: Network): AutoscalingGroup {
    return new AutoscalingGroup(this, 'group', {
      name,
      minSize: 0,
      maxSize: 1,
      vpcZoneIdentifier: [...network.privateSubnetIds],
      launchTemplate: { id: template.id, version: '$Latest' },
      tag: [{ key: 'Name', value: name, propagateAtLaunch: true }],
    });
  }
}
