export type {
  DatabaseSettings,
  Environment,
  EnvironmentId,
  FirewallSettings,
  Removal,
  ServiceSettings,
} from './environment';
export type {
  AlertsSpec,
  AwsSpec,
  DatabaseSpec,
  DomainSpec,
  EdgeSpec,
  EnvironmentSpec,
  FirewallException,
  FirewallMode,
  FirewallSpec,
  HealthCheckSpec,
  LogsSpec,
  MigrateMode,
  NatMode,
  NetworkSpec,
  ScalingSpec,
  ServiceSpec,
  Tier,
} from './environment-spec';
export type { BucketRef, CertificateRef, KeyRef, LogGroupRef, SecretRef } from './references';
export type { Metric, Monitored, Signal } from './signal';
export { exempt, exemptRetention } from './exemption';
export { physicalName, type NamedResource } from './names/physical-name';
export { AWS_PROVIDER_VERSIONS, TERRAFORM_VERSIONS } from './provider';
export { stateLocation, type StateLocation } from './names/state-location';
export { policyDocument, serviceTrust, type PolicyStatement } from './policy';
export type { AppSpec } from './spec/app-spec';
export { readAppFile, type AppSettings } from './app/read-app-file';
export { defineEnvironment } from './define-environment';
export { checkTogether } from './check-together';
export { EnvironmentError, formatProblems, type Problem } from './problem';
export { formatCpu, formatMemory, formatStorage, parseCpu, parseMemory, parseStorage } from './size';
export { RELEASES, releaseBucket } from './names/release-bucket';
export { ASSETS, ASSETS_PATH, assetBucket } from './names/asset-bucket';
export {
  clusterName,
  logGroupName,
  parameterName,
  parameterPath,
  taskFamily,
  templateFamily,
} from './names/service-names';
export {
  parseSecretName,
  secretVersionArn,
  secretVersionName,
  type SecretParameter,
} from './names/secret-version';
export { imageAddress, imageRepository, registryHost } from './names/image-registry';
export { takesCdnLogs, uncertainZones, type PriceClass } from './regions';
export { FIREWALL_RULES, firewallRuleLabel } from './firewall-rule-labels';
export { IDLE_TIMEOUT_SECONDS } from './idle-timeout';
export { UNHEALTHY_AFTER } from './unhealthy-after';
export { databaseConnections } from './database-connections';
export { instanceMemoryBytes } from './instance-memory';
export { poolSize } from './pool-size';
export { originDomain } from './names/origin-domain';
export { reservedVariable } from './reserved-variable';
export { environmentWarnings } from './environment-warnings';
export { secretLooking } from './secret-looking';
export { cidrContains, cidrsOverlap, formatCidr, parseCidr, subBlock, type Cidr } from './cidr';
export { nearest } from './nearest';
