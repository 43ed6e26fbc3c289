/** One call of a port, as it is named in reports: `meetings.commit(meeting_opened)`. */
export interface PortCall {
  readonly label: string
  readonly method: string
}

export type Around = (call: PortCall, work: () => Promise<unknown>) => Promise<unknown>

type Method = (...values: unknown[]) => Promise<unknown>

const typeOf = (value: unknown): string | undefined => {
  if (Array.isArray(value)) return value.length > 0 && value.every((one) => typeOf(one)) ? value.map(typeOf).join('+') : undefined
  return typeof value === 'object' && value !== null && 'type' in value ? String(value.type) : undefined
}

const labelOf = (port: string, method: string, values: readonly unknown[]) => {
  const type = values.map(typeOf).find((one) => one !== undefined)
  return `${port}.${method}${type === undefined ? '' : `(${type})`}`
}

/** The port, with something around each call of the named methods. */
export const aroundPort = <Port extends object>(
  name: string,
  port: Port,
  methods: readonly (keyof Port & string)[],
  around: Around,
): Port => {
  const wrapped = methods.map((method) => {
    const real = (port[method] as Method).bind(port)
    const call: Method = (...values) => around({ label: labelOf(name, method, values), method }, () => real(...values))
    return [method, call] as const
  })
  // The rest of the port is as it was.
  return Object.assign(Object.create(port) as Port, Object.fromEntries(wrapped))
}
