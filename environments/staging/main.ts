import { synth } from '@slipway/platform';
import environment from './environment';

synth(environment);
