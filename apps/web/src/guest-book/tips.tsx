'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';

/** In a file of its own, fetched when it is wanted: hours after the page, perhaps, and releases later. */
const TipsPanel = dynamic(() => import('./tips-panel'));

/** A button that opens what to write. */
export function Tips() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="secondary" aria-expanded={open} onClick={() => setOpen(!open)}>
        Tips
      </button>
      {open && <TipsPanel />}
    </>
  );
}
