export { sampleCompany, type SampleCompany } from './sample-company';
