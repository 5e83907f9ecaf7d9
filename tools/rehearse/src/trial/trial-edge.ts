import { assetBucket, ASSETS_PATH, originDomain, type Environment } from '@slipway/core';
import type { AwsClients } from '@slipway/tool-aws';
import { callAws } from '@slipway/tool-cloud';
import { distributionConfig } from './trial-distribution';

/** Where the calls go, and in whose name. */
export interface TrialCaller {
  readonly endpoint: string;
  readonly accessKeyId: string;
}

/** Makes by calls what Terraform makes of libs/edge: the distribution, its bucket of assets, the name of its origin. */
export class TrialEdge {
  constructor(
    private readonly caller: TrialCaller,
    private readonly environment: Environment,
    private readonly clients: AwsClients,
  ) {}

  /** @param dnsName that AWS gave the load balancer */
  async make(dnsName: string): Promise<void> {
    const { assets } = this.environment.edge;
    await Promise.all([this.nameOrigin(dnsName), assets && this.makeBucket()]);
    const arn = await this.distribute();
    if (assets) await this.admit(arn);
  }

  /** @returns ARN of a certificate for the load balancer, which no listener for HTTPS is without */
  async certify(): Promise<string> {
    const { name } = this.environment.domain;
    const answer = await this.call('acm', {
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'CertificateManager.RequestCertificate',
      },
      body: JSON.stringify({
        DomainName: name,
        SubjectAlternativeNames: [originDomain(this.environment)],
        ValidationMethod: 'DNS',
      }),
    });
    return (JSON.parse(answer) as { CertificateArn: string }).CertificateArn;
  }

  /** The distribution asks the load balancer by a name of ours. */
  private async nameOrigin(dnsName: string): Promise<void> {
    const xmlns = 'https://route53.amazonaws.com/doc/2013-04-01/';
    const { name } = this.environment.domain;
    const zone = await this.call('route53', {
      path: '/2013-04-01/hostedzone',
      body: `<CreateHostedZoneRequest xmlns="${xmlns}"><Name>${name}</Name><CallerReference>${name}</CallerReference></CreateHostedZoneRequest>`,
    });
    const [, zoneId = ''] = /<Id>\/hostedzone\/(.*?)<\/Id>/.exec(zone) ?? [];
    const alias = `<AliasTarget><HostedZoneId>${zoneId}</HostedZoneId><DNSName>${dnsName}</DNSName><EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget>`;
    const record = `<ResourceRecordSet><Name>${originDomain(this.environment)}</Name><Type>A</Type>${alias}</ResourceRecordSet>`;
    await this.call('route53', {
      path: `/2013-04-01/hostedzone/${zoneId}/rrset`,
      body: `<ChangeResourceRecordSetsRequest xmlns="${xmlns}"><ChangeBatch><Changes><Change><Action>UPSERT</Action>${record}</Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`,
    });
  }

  private async makeBucket(): Promise<void> {
    const s3 = await this.clients.s3();
    const LocationConstraint = 'eu-west-1';
    const Bucket = assetBucket(this.environment);
    await s3.createBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint } });
    await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  }

  /** @returns ARN of the distribution */
  private async distribute(): Promise<string> {
    const { CloudFront } = await import('@aws-sdk/client-cloudfront');
    const { endpoint, accessKeyId } = this.caller;
    // The embedded cloud looks at whose key it is, and at no signature.
    const credentials = { accessKeyId, secretAccessKey: 'none' };
    const cloudFront = new CloudFront({ endpoint, region: 'us-east-1', credentials });
    try {
      const { OriginAccessControl } = await cloudFront.createOriginAccessControl({
        OriginAccessControlConfig: {
          Name: `${this.environment.name}-assets`,
          OriginAccessControlOriginType: 's3',
          SigningBehavior: 'always',
          SigningProtocol: 'sigv4',
        },
      });
      const { Distribution } = await cloudFront.createDistribution({
        DistributionConfig: distributionConfig(this.environment, OriginAccessControl?.Id),
      });
      return Distribution?.ARN ?? '';
    } finally {
      cloudFront.destroy();
    }
  }

  /** Lets the distribution, and nobody else, read what it serves. */
  private async admit(distributionArn: string): Promise<void> {
    const Bucket = assetBucket(this.environment);
    const s3 = await this.clients.s3();
    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${Bucket}${ASSETS_PATH}*`,
      Condition: { StringEquals: { 'AWS:SourceArn': distributionArn } },
    };
    await s3.putBucketPolicy({
      Bucket,
      Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    });
  }

  private call(service: string, call: Omit<Parameters<typeof callAws>[1], 'service'>): Promise<string> {
    const { region } = this.environment.aws;
    return callAws({ ...this.caller, region }, { service, ...call });
  }
}
