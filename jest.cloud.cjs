// Only for what hangs: how long a good run takes depends on what else the machine does.
jest.setTimeout(30 * 60_000);

// Clouds run on when who started them ends. A file of tests that is killed can stop none.
process.env.SLIPWAY_CLOUD_ENDS_WITH = String(process.pid);
