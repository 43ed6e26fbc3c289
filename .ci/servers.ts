/**
 * Puts the servers that images are made of into the folder that is named: those that the launcher provides, the proxy, and an
 * authority for the certificates of the test of docker-compose.production.yml. What was compiled once is kept in the folder.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, renameSync } from 'node:fs'
import { mkdir, rename, rm, symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { provideServers } from '../deploy/local/provide.ts'
import versions from '../deploy/versions.json' with { type: 'json' }

const [named] = process.argv.slice(2)
if (!named) throw new Error('usage: node .ci/servers.ts FOLDER')
const folder = resolve(named)

const link = async (name: string, program: string) => {
  await rm(join(folder, name), { force: true })
  await symlink(program, join(folder, name))
}

const compile = async (name: string, version: string, build: (program: string) => void) => {
  const program = join(folder, `${name}-${version}`)
  if (!existsSync(program)) {
    console.info(`servers: compiling ${name} ${version} (minutes)`)
    build(`${program}.new`)
    await rename(`${program}.new`, program)
  }
  await link(name, `${name}-${version}`)
}

await mkdir(folder, { recursive: true })
for (const [name, program] of Object.entries(await provideServers())) await link(name, program)
await compile('traefik', versions.traefik.version, (program) => {
  execFileSync(fileURLToPath(new URL('traefik/build', import.meta.url)), [program], { stdio: 'inherit' })
})
const override = readFileSync(new URL('../tests/compose/authority.yml', import.meta.url), 'utf8')
const pebble = /image: ghcr\.io\/letsencrypt\/pebble:(\S+)/.exec(override)?.[1] ?? 'unknown'
await compile('pebble', pebble, (program) => {
  const env = { ...process.env, CGO_ENABLED: '0', GOBIN: join(folder, 'go') }
  execFileSync('go', ['install', '-trimpath', `github.com/letsencrypt/pebble/v2/cmd/pebble@v${pebble}`], { env, stdio: 'inherit' })
  renameSync(join(folder, 'go/pebble'), program)
})
