export { HOME } from './home';
