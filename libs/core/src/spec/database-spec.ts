export interface DatabaseSpec {
  /**
   * RDS instance class. Its memory decides how many connections there are for tasks to share: each gets the number that
   * it may hold as `DATABASE_POOL_SIZE`.
   *
   * @default 'db.t4g.micro'
   */
  readonly size?: string;
  /** Initial storage, 20 GB to 64 TB. @default '20 GB' */
  readonly storage?: string;
  /**
   * Storage grows by itself up to this; at least a tenth more than `storage`.
   *
   * @default five times `storage`, at most 64 TB
   */
  readonly maxStorage?: string;
  /** Postgres version: a major (14 to 18), or a major and minor at or above the patch floor. @default '17' */
  readonly version?: string;
  /**
   * How far a change of `version` is allowed to go. `'major'` lets RDS upgrade to a later major. The database stops while
   * it does, usually for 10 minutes or more, and only a snapshot leads back. All changes to the database are made at
   * once then, in production as well. Take the setting out again after the upgrade.
   *
   * @default 'minor': RDS refuses another major
   */
  readonly upgrade?: 'minor' | 'major';
  /** A standby in a second zone. Doubles the instance's price. @default true in production */
  readonly multiAz?: boolean;
  /** Days that automated backups are kept, 1 to 35; at least 7 in production. @default 14 in production, otherwise 7 */
  readonly backupDays?: number;
  /**
   * AWS and Terraform refuse to delete the database. Cannot be off in production, nor on in a disposable environment.
   *
   * @default true except for disposable tiers
   */
  readonly deletionProtection?: boolean;
  /**
   * `size` and `version` are taken as written, also where the tables of this release of Slipway do not have them, or not
   * for this region. RDS decides when they are applied.
   *
   * @default false
   */
  readonly unlisted?: boolean;
}
