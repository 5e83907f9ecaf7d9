import { describeLife } from './lifecycle';

describe('life of local', () => {
  describeLife({
    name: 'local',
    small: "cpu: '0.25 vCPU', memory: '512 MB'",
    large: "cpu: '0.5 vCPU', memory: '1 GB'",
  });
});
