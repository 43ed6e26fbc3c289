import { type ProvideOptions, provideServer } from './provide.ts'
import type { ServerSource } from './versions.ts'

const version = '4.3.1'

/** Not one of the servers: only the tests of the chart need it. */
const source: ServerSource = {
  // From this one on it says which value a schema refuses.
  minimum: '3.18.0',
  version,
  versionArgs: ['version', '--short'],
  go: {
    module: 'helm.sh/helm/v4/cmd/helm',
    binary: 'helm',
    packages: 1_150,
    // Compiled this way it would not know the last digit of its version.
    ldflags: `-s -w -X helm.sh/helm/v4/internal/version.version=v${version}`,
  },
  packages: { brew: 'helm' },
}

/** Where Helm is, brought here as the servers are. @throws Problem that says what was tried and what to do */
export const provideHelm = (options?: ProvideOptions): Promise<string> => provideServer('helm', source, options)
