// Only for what hangs: how long a good run takes depends on what else the machine does.
jest.setTimeout(30 * 60_000);
