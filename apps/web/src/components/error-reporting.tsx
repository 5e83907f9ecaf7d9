'use client';

import { useEffect } from 'react';

interface Props {
  readonly dsn: string;
  readonly release: string;
}

/** Sends the browser's uncaught errors to Sentry. Its code is a file of its own, which only this fetches. */
export function ErrorReporting({ dsn, release }: Props) {
  useEffect(() => {
    void import('@sentry/browser').then(({ init }) =>
      init({ dsn, release, dataCollection: { userInfo: false, cookies: false } }),
    );
  }, [dsn, release]);
  return null;
}
