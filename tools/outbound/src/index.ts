export { authorityVariables } from './authority-variables';
export { outboundAgent } from './outbound-agent';
export { outboundFetch, type OutboundRequest } from './outbound-fetch';
