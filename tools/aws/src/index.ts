export type { AwsClients } from './aws-clients';
export type { AwsTarget, AwsVariables } from './aws-access';
export { awsClients } from './clients';
export { clientSettings } from './client-settings';
export type { OpenEnvironment } from './open-environment';
export { awsFailure, type AwsFailureContext } from './aws-failure';
export { complaintOf, type AwsComplaint } from './complaint';
export { goneOf } from './gone';
