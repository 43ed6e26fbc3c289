export interface NatsConfigOptions {
  readonly port: number
  readonly token: string
  /** JetStream's folder; made by the server. */
  readonly storeDir: string
  readonly bind?: string
}

/** A nats.conf (its syntax takes JSON): JetStream on disk, nobody gets in without the token. */
export const renderNatsConfig = ({ port, token, storeDir, bind = '127.0.0.1' }: NatsConfigOptions): string =>
  `${JSON.stringify(
    {
      server_name: 'runde',
      listen: `${bind}:${port}`,
      authorization: { token },
      jetstream: { store_dir: storeDir, max_memory_store: 67_108_864, max_file_store: 1_073_741_824 },
    },
    null,
    2,
  )}\n`

export const natsUrl = ({ port, token, bind = '127.0.0.1' }: Pick<NatsConfigOptions, 'port' | 'token' | 'bind'>): string =>
  `nats://${token}@${bind}:${port}`
