import { defineConfig } from 'vitest/config'

/** Apart from the other suites, for it needs Docker and the ports that people use: 8000, 7881 and 7882. */
export default defineConfig({
  test: {
    name: 'compose',
    environment: 'node',
    include: ['tests/compose/**/*.test.ts'],
    root: new URL('../..', import.meta.url).pathname,
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 900_000,
  },
})
