// Jest's `filter`: of all specs, those that the runner chose for this one run (src/nearest-specs.ts).
module.exports = (paths) => {
  const chosen = process.env.SLIPWAY_CHOSEN_SPECS;
  return {
    filtered: chosen === undefined ? paths : JSON.parse(chosen).filter((path) => paths.includes(path)),
  };
};
