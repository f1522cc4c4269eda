/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testEnvironment: 'node',
  // Two cores, shared with processes that tests start: slow is not wrong. What is waited for in vain complains before.
  testTimeout: 180_000,
  setupFiles: ['<rootDir>/tools/test/inTheCloud.cjs'],
  testSequencer: '<rootDir>/tools/test/longestFirst.cjs',
  transform: {
    '^.+\\.[cm]?ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.tsbuild'],
}
