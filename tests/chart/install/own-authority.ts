import { generate } from 'selfsigned'

export interface Certificate {
  /** PEM, with the authority's behind it. */
  readonly chain: string
  readonly key: string
}

export interface OwnAuthority {
  /** PEM. */
  readonly cert: string
  readonly issue: (name: string) => Promise<Certificate>
}

const common = { keyType: 'ec', algorithm: 'sha256', notBeforeDate: new Date(Date.now() - 86_400_000) } as const

/** An authority as a company has one, that no browser knows. */
export const makeOwnAuthority = async (): Promise<OwnAuthority> => {
  const root = await generate([{ name: 'commonName', value: 'Runde tests, authority' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const ca = { cert: root.cert, key: root.private }
  return {
    cert: root.cert,
    issue: async (name) => {
      const made = await generate([{ name: 'commonName', value: name }], {
        ...common,
        ca,
        extensions: [
          { name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
          { name: 'extKeyUsage', serverAuth: true },
        ],
      })
      return { chain: `${made.cert.trim()}\n${root.cert}`, key: made.private }
    },
  }
}
