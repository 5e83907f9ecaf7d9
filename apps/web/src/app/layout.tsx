import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { ErrorReporting } from '../components/error-reporting';
import { errorReporting } from '../error-reporting';
import { ownAddress } from '../own-address';
import { releaseOf } from '../release';
import './globals.css';

/** Search engines and whoever shows a preview are told each page's address as visitors know it. */
export async function generateMetadata(): Promise<Metadata> {
  return {
    title: 'Guest book',
    description: 'Who was here, and what they said',
    metadataBase: ownAddress(await headers()),
    alternates: { canonical: './' },
  };
}

/** Every page: rendered for each request, as the release and the policy's nonce are known only then. */
export default async function Layout({ children }: { readonly children: ReactNode }) {
  await connection();
  const { version, commit } = releaseOf(process.env);
  const reporting = errorReporting(process.env);
  return (
    <html lang="en">
      <body>
        <header>
          <nav>
            <Link href="/">Guest book</Link>
            <Link href="/about">About</Link>
          </nav>
        </header>
        <main>{children}</main>
        <footer className="quiet">
          Release <strong>{version}</strong> of commit <code>{commit.slice(0, 12)}</code>
        </footer>
        {reporting && <ErrorReporting dsn={reporting.dsn} release={version} />}
      </body>
    </html>
  );
}
