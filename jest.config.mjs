/** Tests stand beside what they test; `test/` holds those that need more than one folder. */
export default {
  testEnvironment: 'node',
  roots: ['actions', 'init', 'src', 'rehearsal', 'test', 'scripts', 'bench'].map(
    (folder) => `<rootDir>/${folder}`,
  ),
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/rehearsal/output', '<rootDir>/.cache'],
  coverageProvider: 'v8',
  testTimeout: 20_000,
  maxWorkers: 2,
};
