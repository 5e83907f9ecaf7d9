export { doctor, type Diagnosis, type DoctorOptions } from './doctor';
export { doctorLines } from './doctor-lines';
export type { Checked, Finding, FindingState } from './finding';
