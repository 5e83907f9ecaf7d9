/** Where in a spec a value is. */
export type Path = readonly PropertyKey[];

/** Says whether nothing is wrong with a value by itself; a rule over several values looks at sound ones only. */
export type Sound = (...path: Path) => boolean;
