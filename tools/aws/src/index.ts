export type { AwsClients } from './aws-clients';
export type { AwsTarget, AwsVariables } from './aws-access';
