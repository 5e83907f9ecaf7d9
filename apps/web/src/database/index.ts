export { openDatabase, type DatabaseOptions } from './open-database';
export { closeDatabase, database } from './process-database';
