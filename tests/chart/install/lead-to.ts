import { Agent, buildConnector, type Dispatcher, getGlobalDispatcher, setGlobalDispatcher } from 'undici'

export interface Lead {
  readonly name: string
  readonly address: string
  readonly port: number
  /** PEM of whom to trust there. */
  readonly ca: string
}

/** Lets `fetch` of this process find a name that is in no DNS, until disposed. */
export const leadTo = ({ name, address, port, ca }: Lead): Disposable => {
  const usual: Dispatcher = getGlobalDispatcher()
  const connect = buildConnector({ ca })
  const agent = new Agent({
    connect: (options, callback) =>
      connect(options.hostname === name ? { ...options, hostname: address, port: `${port}`, servername: name } : options, callback),
  })
  setGlobalDispatcher(agent)
  return {
    [Symbol.dispose]: () => {
      setGlobalDispatcher(usual)
      void agent.destroy()
    },
  }
}
