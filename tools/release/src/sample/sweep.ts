/**
 * From one call that a sweep disturbs to the next. A sweep kills or disturbs a run at its first call, its second, and so
 * on, which takes seconds; a mutant that survives lives through all sweeps. `npm run mutants` sets a larger one.
 */
export const SWEEP_STEP = Number(process.env['SLIPWAY_SWEEP_STEP'] ?? 1);
