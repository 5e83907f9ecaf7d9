/** For specs: a module that is loaded for what it does alone. */
Object.assign(globalThis, { sampleInstrument: 'an import without names is no import of nothing' });

export {};
