import type { Setting } from '@runde/service-kit/config'

/** Who is counted together: one address, its network, or everybody. */
export type Scope = 'address' | 'network' | 'all'

export interface Limit {
  readonly scope: Scope
  readonly most: number
  /** Milliseconds from the first that is counted to the end of counting. */
  readonly window: number
}

const form = /^(address|network|all)\s+([1-9]\d{0,8})\/(s|min|h)$/
const windows = { s: 1_000, min: 60_000, h: 3_600_000 } as const

const limitOf = (text: string): Limit => {
  const [, scope, most, unit] = form.exec(text.trim()) ?? []
  if (!scope) throw new Error('must be off, or limits of address, network or all, in s, min or h, separated by commas')
  return { scope: scope as Scope, most: Number(most), window: windows[unit as keyof typeof windows] }
}

const parse = (text: string): readonly Limit[] => (text === 'off' || text === '0' ? [] : text.split(',').map(limitOf))

/** Limits as an operator writes them, `address 10/min, network 60/min`; no limit at all is `off`. `usual` holds where nothing is set. */
export const limitSetting = (usual: string): Setting<readonly Limit[]> => ({ parse, example: usual, fallback: { value: parse(usual) } })
