import { instanceMemoryBytes } from './instance-memory';

/** Divisor and ceiling of RDS's default: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html */
const BYTES_PER_CONNECTION = 9_531_392;
const MOST_CONNECTIONS = 5000;

/**
 * RDS computes max_connections from what the system leaves: about 83 instead of the listed 112 on the smallest class,
 * 95 % on large ones. Two thirds of the listed number is below the limit on each of them.
 */
const LISTED_SHARE = 2 / 3;

/**
 * Connections that Postgres surely takes on an instance of this class, with RDS's default `max_connections`: a cautious
 * number, as the exact one is known to the running instance only.
 *
 * @param instanceClass such as `db.t4g.micro`
 * @throws Error for a class that is not known
 */
export function databaseConnections(instanceClass: string): number {
  const listed = Math.min(instanceMemoryBytes(instanceClass) / BYTES_PER_CONNECTION, MOST_CONNECTIONS);
  return Math.floor(listed * LISTED_SHARE);
}
