export { Cdn, type CdnProps } from './cdn';
export { Certificate, type CertificateProps } from './certificate';
export { Firewall, type FirewallProps } from './firewall';
export { OriginSecret, type OriginSecretProps } from './origin-secret';
export { Zone, type AliasTarget, type ZoneProps } from './zone';
