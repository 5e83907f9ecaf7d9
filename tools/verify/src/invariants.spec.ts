// One spec file for all areas, so that each environment is synthesized once.
import './addresses.invariant';
import './assets.invariant';
import './compute.invariant';
import './data.invariant';
import './edge.invariant';
import './iam.invariant';
import './network.invariant';
import './observability.invariant';
import './stack.invariant';
