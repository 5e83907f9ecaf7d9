import { Construct } from 'constructs';
import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { physicalName, type EnvironmentId, type Signal } from '@slipway/core';
import { dashboardBody } from './dashboard-body';

export interface DashboardProps {
  readonly environment: EnvironmentId;
  readonly region: string;
  readonly signals: readonly Signal[];
}

/**
 * Every signal as a graph with its alarm's threshold, grouped by the part of the environment that it is about.
 *
 * @example new Dashboard(stack, 'dashboard', { environment, region, signals: database.signals })
 * Cost: 3 USD a month; the first three of an account are free (list price 2026-11).
 */
export class Dashboard extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, { environment, region, signals }: DashboardProps) {
    super(scope, id);
    this.name = new CloudwatchDashboard(this, 'dashboard', {
      dashboardName: physicalName('dashboard', environment),
      dashboardBody: JSON.stringify(dashboardBody(signals, region)),
    }).dashboardName;
  }
}
