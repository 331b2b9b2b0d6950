import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import './style.css';

export const metadata: Metadata = {
  title: 'TalentFlow',
  description: 'Open positions, and a place to publish yours.',
};

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <main>
          <header>
            <h1>TalentFlow</h1>
            <p>Open positions, and a place to publish yours.</p>
          </header>
          {children}
        </main>
      </body>
    </html>
  );
}
