/** A part of the system that is deployed by itself. */
export interface Component {
  name: string;
  /** Its package in the workspace: what it depends on is known by Turborepo. */
  package: string;
  platform: 'railway' | 'vercel';
  /** The variable that holds its public address. */
  address: string;
  /** Where it tells the commit it was built from, as `{"version": "…"}`. */
  versionPath: string;
}

const site = (name: string): Component => ({
  name,
  package: `@calibrate/${name}`,
  platform: 'vercel',
  address: `${name.toUpperCase()}_URL`,
  versionPath: '/version.json',
});

/** The four components, the backend first. */
export const components: readonly Component[] = [
  { ...site('api'), platform: 'railway', versionPath: '/version' },
  site('console'),
  site('marketing'),
  site('docs'),
];
