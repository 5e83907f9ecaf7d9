export { appInputs, architectureOf, type AppInputs } from './app-inputs';
export { buildApp, stoppedBuild, type BuildOptions } from './build-app';
export { shortTag, type Architecture } from './context/inputs-tag';
export { pushWithEngine, type EnginePush } from './engine/push-image';
export type { Login } from './engine/image-build';
export { taggedImage } from './tagged-image';
