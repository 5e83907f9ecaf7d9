import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'About the guest book' };

export default function Page() {
  return (
    <>
      <h1>About</h1>
      <p>A page of its own, so that there is somewhere to go. Replace all of this with your product.</p>
      <p>
        What stays is the way it runs: one image for every environment, migrations before the release that
        needs them, and files that outlive the release that brought them.
      </p>
    </>
  );
}
