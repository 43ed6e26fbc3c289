import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { provideServers } from '@runde/deploy/provide'
import { ownAddress } from './own-network.ts'

/**
 * The suite in a network of its own: what it drops, it drops there, and LiveKit's TURN finds port 443, the only one that
 * browsers are told. Linux only; without root it takes the rights of a user namespace.
 * usage: node tests/doctor/run.ts [--report FILE] [words in names of files]
 */
const root = fileURLToPath(new URL('../..', import.meta.url))

/** The native client takes a network without any address but loopback for no network at all. */
const bringUp = [
  'ip link set lo up',
  'ip link add runde0 type veth peer name runde1',
  `ip address add ${ownAddress}/24 dev runde0`,
  'ip link set runde0 up',
  'ip link set runde1 up',
  'ip route add default dev runde0',
  'exec "$@"',
].join(' && ')

const { values, positionals } = parseArgs({ options: { report: { type: 'string' } }, allowPositionals: true })
const details = join(root, 'artifacts/reports/doctor-details.json')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${details}`]
const suite = [join(root, 'node_modules/.bin/vitest'), 'run', '--project', 'doctor', ...positionals, ...reporters]
const rights = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']

// There is no way out of the network to come, so what has to be fetched is fetched now.
await provideServers()
await mkdir(dirname(details), { recursive: true })
await writeFile(details, '{}')
const child = spawn('unshare', [...rights, '--net', 'sh', '-c', bringUp, 'sh', ...suite], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    // Containers would be in another network.
    RUNDE_TEST_SERVERS: 'local',
    // Where ip and iptables are, and a lock for them that does not belong to root.
    PATH: `${process.env.PATH}:/usr/sbin:/sbin`,
    XTABLES_LOCKFILE: join(dirname(details), 'xtables.lock'),
  },
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
const [code] = (await once(child, 'exit').catch((error: Error) => {
  console.error(`The doctor's suite needs "unshare" (util-linux) for a network of its own: ${error.message}`)
  return [1]
})) as [number | null]
const { numPassedTests: passed = 0, numTotalTests: total = 0 } = JSON.parse(await readFile(details, 'utf8')) as Record<string, number>
const failed = total - passed
const count = { passed, failed: failed === 0 && (code !== 0 || total === 0) ? 1 : failed }
if (total === 0)
  console.error(
    'No test ran. The suite needs ip and iptables, and without root user namespaces (sysctl kernel.unprivileged_userns_clone=1).',
  )
if (values.report) await writeFile(values.report, JSON.stringify(count))
console.info(`${count.passed} passed, ${count.failed} failed`)
process.exitCode = count.failed === 0 ? 0 : 1
