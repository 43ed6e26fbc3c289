import { fileURLToPath } from 'node:url'
import { messageOf, Problem } from '../local/problem.ts'
import { runTool } from './run-tool.ts'
import { type KeptSecrets, programInImage, type Site, type Streams } from './site.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Whatever is started must be there already: nothing is built on the way. */
const up = ['up', '--detach', '--wait', '--no-build'] as const

/** Reads the two that are kept, of all that this machine has. */
const pick = `
const { stateSecret, cookieSecret } = JSON.parse(require('node:fs').readFileSync('/secrets/kept/secrets.json', 'utf8'))
process.stdout.write(JSON.stringify({ 'state-secret': stateSecret, 'cookie-secret': cookieSecret }))`

/** Changes the two; the program of this image then hands each program its own again. */
const change = `
const fs = require('node:fs')
const path = '/secrets/kept/secrets.json'
const wanted = JSON.parse(fs.readFileSync(0, 'utf8'))
const kept = JSON.parse(fs.readFileSync(path, 'utf8'))
Object.assign(kept, { stateSecret: wanted['state-secret'], cookieSecret: wanted['cookie-secret'] })
fs.writeFileSync(path + '.new', JSON.stringify(kept, null, 2), { mode: 0o600 })
fs.renameSync(path + '.new', path)`

/** What `docker compose up` of this folder runs. */
export const composeSite = (project = 'runde'): Site => {
  const compose = (args: readonly string[], streams: Streams = {}) =>
    runTool('docker', ['compose', '--project-name', project, ...args], { ...streams, cwd: root })
  /** A container of its own, of the image that is there. */
  const once = (service: string, entrypoint: string, args: readonly string[] = [], streams?: Streams) =>
    compose(['run', '--rm', '--no-deps', '--pull', 'never', '-T', '--entrypoint', entrypoint, service, ...args], streams)
  return {
    name: `the composition ${project}`,
    dataDir: '/data',
    inRedis: (script, streams) =>
      compose(['exec', '-T', 'redis', 'sh', '-ec', `export REDISCLI_AUTH="$(cat /config/backup-password)"; ${script}`], streams),
    inVolume: (script, args, streams) => once('redis', 'sh', ['-ec', script, 'sh', ...args], streams),
    inService: (service, args) => compose(['exec', '-T', service, 'node', ...args]),
    programOf: programInImage,
    async readSecrets() {
      const text = await once('secrets', 'node', ['-e', pick]).catch((cause) => {
        throw new Problem(`${messageOf(cause)}\nIs this the folder, and ${project} the project, that Runde was started with?`, { cause })
      })
      return JSON.parse(text) as KeptSecrets
    },
    async writeSecrets(wanted) {
      await once('secrets', 'node', ['-e', change], { stdin: JSON.stringify(wanted) })
      await once('secrets', 'node', ['deploy/docker/make-secrets.ts'])
      await compose(['restart', 'room-service', 'gateway'])
      await compose([...up, 'room-service', 'gateway'])
    },
    stop: async () => void (await compose(['stop', 'room-service', 'redis'])),
    start: async () => void (await compose([...up, 'redis', 'room-service', 'gateway'])),
  }
}
