import { describeLife } from './lifecycle';

/** The one with everything switched on: firewall, standby, protection. */
describe('life of prod', () => {
  describeLife({
    name: 'prod',
    small: "cpu: '0.5 vCPU', memory: '1 GB'",
    large: "cpu: '1 vCPU', memory: '2 GB'",
  });
});
