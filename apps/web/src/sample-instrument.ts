/** For specs: a module that is loaded for what it does alone. */
Object.assign(globalThis, {
  sampleInstrument: 'an import without names is no import of nothing',
  // Next.js writes the value here, if the build has one.
  ofThisMachine: process.env.NEXT_PUBLIC_OF_THIS_MACHINE,
});

export {};
