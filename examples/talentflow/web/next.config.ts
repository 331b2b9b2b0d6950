import type { NextConfig } from 'next';

const config: NextConfig = {
  // Finished files: every page is the same for everybody, and what differs comes from the API.
  output: 'export',
  reactStrictMode: true,
  // The repository has a lock file for each program; this one belongs to this folder.
  turbopack: { root: import.meta.dirname },
};

export default config;
