export { openBrowser, type BrowserOptions } from './open-browser';
