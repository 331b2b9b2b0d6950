/**
 * The floors of the house (docs/architecture.md): arrows run downwards only, rooms on one floor do not know each other.
 */
const room = (names) => `^src/(${names})/`;
const floors = [
  'errors|release',
  'runtime|config|text',
  'http|process|reports|project|secrets',
  'vercel|railway|github|neon|checks|database|action',
];

const upwards = floors.slice(0, -1).map((floor, index) => ({
  name: `floor-${index + 1}-looks-up`,
  comment: 'A floor imports only from floors below it.',
  severity: 'error',
  from: { path: room(floor) },
  to: { path: room(floors.slice(index + 1).join('|')) },
}));

const sideways = floors.map((floor, index) => ({
  name: `floor-${index + 1}-looks-sideways`,
  comment: 'Rooms on one floor do not import each other: what two of them need goes down a floor.',
  severity: 'error',
  from: { path: `^src/(${floor})/` },
  to: { path: room(floor), pathNot: '^src/$1/' },
}));

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...upwards,
    ...sideways,
    {
      name: 'src-knows-no-action',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(actions|init|rehearsal|test|scripts|bench)/' },
    },
    {
      name: 'actions-know-no-rehearsal',
      severity: 'error',
      from: { path: '^actions/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(init|rehearsal|test|scripts|bench)/' },
    },
    {
      name: 'actions-stand-alone',
      severity: 'error',
      from: { path: '^actions/([^/]+)/' },
      to: { path: '^actions/', pathNot: '^actions/$1/' },
    },
    {
      name: 'init-stands-alone',
      severity: 'error',
      from: { path: '^init/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(actions|rehearsal|test|scripts|bench)/' },
    },
    {
      name: 'rehearsal-runs-dist',
      comment: 'A rehearsal runs the bundles; it imports no action and no shared ground.',
      severity: 'error',
      from: { path: '^rehearsal/' },
      to: { path: '^(actions|init|src|test|bench)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|dist|output|\\.cache)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'] },
  },
};
