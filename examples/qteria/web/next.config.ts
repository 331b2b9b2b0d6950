import type { NextConfig } from 'next';

/** Plain files: nothing of the frontend runs on a server, so a release of it is one switch and so is the way back. */
export default {
  output: 'export',
  // Pages without an extension, as Vercel serves them.
  trailingSlash: false,
} satisfies NextConfig;
