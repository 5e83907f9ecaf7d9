export { Bucket, type BucketProps } from './bucket';
export { Database, type DatabaseProps } from './database';
export { EncryptionKey, type EncryptionKeyProps } from './encryption-key';
export type { KeyService } from './key-policy';
export type { LogSource } from './log-delivery';
