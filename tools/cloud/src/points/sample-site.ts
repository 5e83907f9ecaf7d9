import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { sites, type Cloud } from '../cloud';
import { assumeRole } from '../credentials';
import type { AccountServices, Query } from '../gateway/backend';
import { BackendClients } from '../gateway/backend-clients';
import { publishImage } from '../images/publish-image';
import type { CloudOptions } from '../options';
import { ECS } from '@aws-sdk/client-ecs';

const WHERE = { account: '222222222222', region: 'eu-west-1' };
const PASSWORD = 'sample-password';
const PORT = 8080;

/** Keeps a line for every POST in Postgres, and answers a GET with all of them. */
const APP = `
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { Pool } from 'pg';
const { DATABASE_HOST: host, DATABASE_PORT: port, DATABASE_PASSWORD: password, PGSSLROOTCERT } = process.env;
const pool = new Pool({ host, port: Number(port), user: 'app', password, database: 'app',
  ssl: { ca: readFileSync(PGSSLROOTCERT, 'utf8') } });
pool.on('error', () => undefined);
await pool.query('create table if not exists lines (line text)');
createServer(async (request, response) => {
  try {
    if (request.method === 'POST') await pool.query('insert into lines values ($1)', [request.url]);
    const { rows } = await pool.query('select line from lines order by line');
    response.end(rows.map(({ line }) => line).join(' '));
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
}).listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
`;

/** A site with one service, a load balancer and a database, made by API calls as Terraform would. */
export class SampleSite {
  static async make(cloud: Cloud, options: CloudOptions, scratch: string): Promise<SampleSite> {
    const site = new SampleSite(cloud);
    await site.make(options, scratch);
    return site;
  }

  constructor(readonly cloud: Cloud) {}

  async write(line: string): Promise<string> {
    return (await fetch(`${await this.url()}/${line}`, { method: 'POST' })).text();
  }

  /** What the site answers, once it does. */
  async read(withinMs = 60_000): Promise<string> {
    let last = 'nothing';
    for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(50)) {
      try {
        const response = await fetch(await this.url());
        if (response.ok) return await response.text();
        last = `HTTP ${response.status}`;
      } catch (error) {
        last = String(error);
      }
    }
    throw new Error(`The site does not answer: ${last}`);
  }

  async ecs(): Promise<ECS> {
    const { endpoint } = this.cloud;
    return new ECS({ endpoint, region: WHERE.region, credentials: await assumeRole(this.cloud, WHERE) });
  }

  /** As RDS says. */
  async databasePort(): Promise<number | undefined> {
    const { rds } = new BackendClients(this.cloud.endpoint).in(WHERE);
    const { DBInstances } = await rds.describeDBInstances({ DBInstanceIdentifier: 'lines' });
    return DBInstances?.[0]?.Endpoint?.Port;
  }

  private async url(): Promise<string> {
    const [site] = await sites(this.cloud);
    if (!site) throw new Error('The cloud serves no site');
    return site.url;
  }

  private async make(options: CloudOptions, scratch: string): Promise<void> {
    const { ecr, rds, balancers, query } = new BackendClients(this.cloud.endpoint).in(WHERE);
    await ecr.createRepository({ repositoryName: 'acme' });
    const digest = await publishImage(options, {
      ...WHERE,
      repository: 'acme',
      folder: await built(scratch),
      command: ['node', 'server.js'],
      architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
    });
    const { DBInstance } = await rds.createDBInstance({
      DBInstanceIdentifier: 'lines',
      DBInstanceClass: 'db.t4g.micro',
      Engine: 'postgres',
      EngineVersion: '17.4',
      AllocatedStorage: 20,
      MasterUsername: 'app',
      MasterUserPassword: PASSWORD,
      DBName: 'app',
    });
    const network = await networkOf(query);
    const targetGroup = await this.balancer(balancers, network);
    await query('iam', 'CreateRole', { RoleName: 'execution', AssumeRolePolicyDocument: '{}' });
    const ecs = await this.ecs();
    await ecs.createCluster({ clusterName: 'acme' });
    const environment = [
      { name: 'DATABASE_HOST', value: DBInstance?.Endpoint?.Address },
      { name: 'DATABASE_PORT', value: String(DBInstance?.Endpoint?.Port) },
      { name: 'DATABASE_PASSWORD', value: PASSWORD },
    ];
    const image = `${WHERE.account}.dkr.ecr.${WHERE.region}.amazonaws.com/acme@${digest}`;
    await ecs.registerTaskDefinition({
      family: 'web',
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      executionRoleArn: `arn:aws:iam::${WHERE.account}:role/execution`,
      containerDefinitions: [{ name: 'web', image, environment, portMappings: [{ containerPort: PORT }] }],
    });
    await ecs.createService({
      cluster: 'acme',
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 2,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: [...network.subnets] } },
      loadBalancers: [{ targetGroupArn: targetGroup, containerName: 'web', containerPort: PORT }],
    });
  }

  /** @returns ARN of its target group, which is checked as rarely as an environment's */
  private async balancer(
    api: AccountServices['balancers'],
    { subnets, vpcId: VpcId }: Network,
  ): Promise<string | undefined> {
    const { LoadBalancers } = await api.createLoadBalancer({ Name: 'web', Subnets: [...subnets] });
    const { TargetGroups } = await api.createTargetGroup({
      Name: 'web',
      Protocol: 'HTTP',
      Port: PORT,
      VpcId,
      TargetType: 'ip',
      HealthCheckIntervalSeconds: 15,
    });
    const targetGroup = TargetGroups?.[0]?.TargetGroupArn;
    await api.createListener({
      LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroup }],
    });
    return targetGroup;
  }
}

interface Network {
  readonly subnets: readonly string[];
  readonly vpcId: string;
}

/** Two subnets of the network that every account has. */
async function networkOf(query: Query): Promise<Network> {
  const xml = await query('ec2', 'DescribeSubnets', {});
  const all = (tag: string) => [...xml.matchAll(new RegExp(`<${tag}>(.*?)<`, 'g'))].map(([, id = '']) => id);
  return { subnets: all('subnetId').slice(0, 2), vpcId: all('vpcId')[0] ?? '' };
}

async function built(scratch: string): Promise<string> {
  const folder = join(scratch, 'app');
  mkdirSync(folder, { recursive: true });
  await build({
    stdin: { contents: APP, resolveDir: __dirname },
    outfile: join(folder, 'server.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['pg-native'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  return folder;
}
