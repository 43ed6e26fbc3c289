import { defineConfig } from 'vitest/config'

const node = { environment: 'node' } as const

/** Suites that share real servers run one file at a time: the machine, not the code, would set their pace otherwise. */
const serial = { ...node, fileParallelism: false, testTimeout: 120_000, hookTimeout: 600_000 } as const

/** Before suites whose services may be their images. */
const images = 'tests/support/wanted-images.ts'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...node,
          name: 'unit',
          include: [
            '{packages,services}/*/src/**/*.test.ts',
            'web/src/**/*.test.ts',
            'web/*.test.ts',
            'deploy/**/*.test.ts',
            'tests/{support,bench,faults,fuzz}/**/*.test.ts',
          ],
        },
      },
      { test: { ...node, name: 'chart', include: ['tests/chart/static/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 600_000 } },
      {
        test: {
          ...serial,
          name: 'chart-install',
          include: ['tests/chart/install/**/*.test.ts'],
          testTimeout: 900_000,
          hookTimeout: 900_000,
        },
      },
      { test: { ...serial, name: 'integration', globalSetup: [images], include: ['tests/integration/**/*.test.ts'] } },
      { test: { ...serial, name: 'doctor', testTimeout: 300_000, include: ['tests/doctor/**/*.test.ts'] } },
      { test: { ...serial, name: 'interleavings', include: ['tests/interleavings/**/*.test.ts'] } },
      { test: { ...serial, name: 'e2e', globalSetup: [images, 'tests/e2e/shared-stack.ts'], include: ['tests/e2e/**/*.test.ts'] } },
    ],
  },
})
