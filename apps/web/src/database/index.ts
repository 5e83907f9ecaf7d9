export { openDatabase, type DatabaseOptions } from './open-database';
export { closeDatabase } from './close-database';
export { database } from './process-database';
export { isLacking, trouble } from './trouble';
