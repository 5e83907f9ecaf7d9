import { moveDatabase } from '../points/moto-state';
import type { KeptPart } from '../points/kept-part';
import type { Databases } from '../postgres/databases';

/** Databases as a part of a point. moto, which says where they are, is told of those that came back elsewhere. */
export function keptDatabases(databases: Databases, motoPort: number): KeptPart {
  return {
    save: () => databases.save(),
    restore: (saved) => databases.restore(saved as ReturnType<Databases['save']>),
    resume: async () => {
      for (const moved of await databases.resume()) await moveDatabase(motoPort, moved);
    },
  };
}
