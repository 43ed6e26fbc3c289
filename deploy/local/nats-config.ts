import { type NatsRights, type NatsUserName, natsRights, natsUserNames } from '../access/nats-users.ts'

export interface NatsUser {
  readonly name: string
  readonly password: string
  readonly rights: NatsRights
}

export interface NatsConfigOptions {
  readonly port: number
  readonly users: readonly NatsUser[]
  /** JetStream's folder; made by the server. */
  readonly storeDir: string
  readonly bind?: string
}

/** The users of the services. */
export const natsUsers = (passwords: Readonly<Record<NatsUserName, string>>): readonly NatsUser[] =>
  natsUserNames.map((name) => ({ name, password: passwords[name], rights: natsRights[name] }))

/** The rights in NATS's own words. */
export const natsPermissions = ({ publish, subscribe, answer }: NatsRights) => ({
  publish: { allow: publish },
  subscribe: { allow: subscribe },
  ...(answer && { allow_responses: true }),
})

const renderUser = ({ name, password, rights }: NatsUser) => ({ user: name, password, permissions: natsPermissions(rights) })

/** A nats.conf (its syntax takes JSON): JetStream on disk, nobody gets in without a password or does what is not theirs. */
export const renderNatsConfig = ({ port, users, storeDir, bind = '127.0.0.1' }: NatsConfigOptions): string =>
  `${JSON.stringify(
    {
      server_name: 'runde',
      listen: `${bind}:${port}`,
      authorization: { users: users.map(renderUser) },
      jetstream: { store_dir: storeDir, max_memory_store: 67_108_864, max_file_store: 1_073_741_824 },
    },
    null,
    2,
  )}\n`

export interface NatsUrlOptions extends Pick<NatsConfigOptions, 'port' | 'bind'>, Pick<NatsUser, 'name' | 'password'> {}

export const natsUrl = ({ port, name, password, bind = '127.0.0.1' }: NatsUrlOptions): string =>
  `nats://${name}:${password}@${bind}:${port}`
