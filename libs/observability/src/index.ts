export { Alarms, type AlarmsProps } from './alarms';
export { Dashboard, type DashboardProps } from './dashboard';
export { LogGroup, type LogGroupProps } from './log-group';
