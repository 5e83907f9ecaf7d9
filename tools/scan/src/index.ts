export { compare, isClean, type Comparison, type Finding } from './compare';
export { recordedExemptions, type ExemptionRecord } from './exemption-record';
export { scanReport } from './report';
export { scan, scanStack, type ScanResult } from './scan';
