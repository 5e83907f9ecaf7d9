const { configureGlobal } = require('fast-check');

/**
 * Properties draw the same values in every run, so that a run does not fail by chance for somebody whose change has
 * nothing to do with it. `PROPERTY_SEED=<number>` draws others.
 */
configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) });
