export { bench, type BenchOptions } from './main';
