export { bench, benchReleases, type BenchOptions } from './main';
