import { join } from 'node:path'
import { chooseAddresses } from './addresses.ts'
import { type Certificate, provideCertificate } from './certificate.ts'
import { checkPort } from './choose-ports.ts'
import { type DataDir, openDataDir } from './data-dir.ts'
import { help, type Options, readOptions } from './options.ts'
import { explain, messageOf, Problem } from './problem.ts'
import { createProgress, type Progress } from './progress.mjs'
import { provideServers } from './provide.ts'
import { endEarlierProcesses, startSystem } from './start-system.ts'
import { listenForStop, type StopSignals } from './stop-signals.ts'
import { buildWeb } from './web-build.ts'

const root = join(import.meta.dirname, '../..')
const badUsage = 2

const sayReady = (progress: Progress, options: Options, url: string, certificate: Certificate | undefined) => {
  const startedAt = Number(process.env.RUNDE_STARTED_AT) || Date.now() - performance.now()
  if (options.host && !certificate) {
    progress.line('Others in the house reach this address, but browsers give camera and microphone only on https or localhost: add --https')
  }
  if (certificate) {
    progress.line('The certificate is self-made. Each browser warns once that the connection is not private: open the details, compare the')
    progress.line(`fingerprint and go on. SHA-256 ${certificate.fingerprint}`)
  }
  progress.line('')
  progress.line(`Runde is ready after ${((Date.now() - startedAt) / 1000).toFixed(1)} s. Ctrl-C stops everything.`)
  progress.line('')
  progress.line(`  ${url}`)
  progress.line('')
}

const run = async (options: Options, progress: Progress, stop: StopSignals) => {
  const { signal } = stop
  const addresses = chooseAddresses(options.host)
  const url = `${options.https ? 'https' : 'http'}://${addresses.linkHost}:${options.port}`
  using dataDir: DataDir = await openDataDir(options.dataDir, url)
  await endEarlierProcesses(dataDir, progress)
  await checkPort(options.port, addresses.bind)
  if (options.reset) {
    progress.line(`Deleting what ${dataDir.path} holds`)
    await dataDir.reset()
  }
  const hosts = ['localhost', '127.0.0.1', ...(options.host ? addresses.media : [])]
  const certificate = options.https ? await provideCertificate(await dataDir.folder('tls'), [...new Set(hosts)]) : undefined
  const env = process.env
  const [programs] = await Promise.all([provideServers({ progress, signal }), buildWeb(root, { progress, env, signal })])
  await checkPort(options.port, addresses.bind)
  const { port, verbose } = options
  await using system = await startSystem({
    ...{ root, env, programs, dataDir, port, addresses, frontendUrl: process.env.FRONTEND_URL || url },
    ...{ certificate, progress, verbose, signal },
  })
  stop.onImpatience(system.kill)
  sayReady(progress, options, url, certificate)
  await new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })))
}

const main = async () => {
  const progress = createProgress(process.stdout)
  // The terminal may be gone before we are.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  let options: Options
  try {
    options = readOptions(process.argv.slice(2), { cwd: process.env.INIT_CWD ?? process.cwd(), dataDir: join(root, '.data') })
  } catch (error) {
    progress.line(messageOf(error))
    process.exitCode = badUsage
    return
  }
  if (options.help) return progress.line(help)
  const stop = listenForStop(() => progress.line('Stopping; Ctrl-C again ends everything at once'))
  try {
    await run(options, progress, stop)
    progress.line('Stopped')
  } catch (error) {
    if (stop.signal.aborted) return
    const explained = explain(error, options.dataDir)
    progress.line(
      explained instanceof Problem
        ? explained.message
        : `This should not have happened: ${explained instanceof Error ? explained.stack : explained}`,
    )
    process.exitCode = 1
  }
}

await main()
