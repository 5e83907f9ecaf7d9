export { buildApp, type BuildOptions } from './build-app';
