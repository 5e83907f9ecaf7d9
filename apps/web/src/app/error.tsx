'use client';

import { useEffect } from 'react';

interface Props {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

/** In the place of a page that could not be rendered. The server has logged why, under the same digest. */
export default function ErrorPage({ error, reset }: Props) {
  // To whoever listens for uncaught errors, such as Sentry.
  useEffect(() => reportError(error), [error]);
  return (
    <>
      <h1>Something went wrong</h1>
      <p>It has been logged{error.digest !== undefined && ` as ${error.digest}`}.</p>
      <button type="button" onClick={reset}>
        Try again
      </button>
    </>
  );
}
