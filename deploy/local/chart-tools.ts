import { type ProvideOptions, provideServer } from './provide.ts'
import type { ServerSource } from './versions.ts'

const [helm, kubeconform, kubeScore] = ['4.3.1', '0.8.0', '1.20.0']

/** Programs that only the tests of the chart need. Compiled by Go they know their version only where the linker says it. */
const sources = {
  helm: {
    // From this one on it says which value a schema refuses.
    minimum: '3.18.0',
    version: helm,
    versionArgs: ['version', '--short'],
    go: {
      module: 'helm.sh/helm/v4/cmd/helm',
      binary: 'helm',
      packages: 1_150,
      ldflags: `-s -w -X helm.sh/helm/v4/internal/version.version=v${helm}`,
    },
    packages: { brew: 'helm' },
  },
  kubeconform: {
    // What it says of an object that does not fit is compared.
    minimum: kubeconform,
    version: kubeconform,
    versionArgs: ['-v'],
    go: {
      module: 'github.com/yannh/kubeconform/cmd/kubeconform',
      binary: 'kubeconform',
      packages: 230,
      ldflags: `-s -w -X main.version=${kubeconform}`,
    },
    packages: { brew: 'kubeconform' },
  },
  'kube-score': {
    // Each version has checks of its own, and every finding has to be known.
    minimum: kubeScore,
    version: kubeScore,
    versionArgs: ['version'],
    go: {
      module: 'github.com/zegl/kube-score/cmd/kube-score',
      binary: 'kube-score',
      packages: 330,
      ldflags: `-s -w -X main.version=${kubeScore}`,
    },
    packages: { brew: 'kube-score' },
  },
} as const satisfies Readonly<Record<string, ServerSource>>

/** Where the program is, brought here as the servers are. @throws Problem that says what was tried and what to do */
export const provideChartTool = (name: keyof typeof sources, options?: ProvideOptions): Promise<string> =>
  provideServer(name, sources[name], options)
