/**
 * Postgres settings that differ from RDS's defaults. All of them take effect without a restart.
 *
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html
 */
export const DATABASE_PARAMETERS: { readonly [name: string]: string } = {
  'rds.force_ssl': '1',
  /** Schema changes: who, when, what. */
  log_statement: 'ddl',
  /** Slow statements, in milliseconds. */
  log_min_duration_statement: '1000',
  /** Without the values bound to them: they are users' data. */
  log_parameter_max_length: '0',
  log_lock_waits: '1',
};
