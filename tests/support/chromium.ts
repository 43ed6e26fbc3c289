import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const onPath = (): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => programs.map((program) => join(folder, program)))
    .find((path) => existsSync(path))

const succeeds = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: ['ignore', process.stderr, process.stderr] }).status === 0

const downloaded = (): string | undefined => (existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined)

const download = (): string | undefined => {
  const cli = createRequire(import.meta.url)
    .resolve('playwright-core/package.json')
    .replace(/package\.json$/, 'cli.js')
  return succeeds(process.execPath, [cli, 'install', 'chromium']) ? downloaded() : undefined
}

const fromDebian = (): string | undefined => {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  succeeds('apt-get', ['update'])
  return succeeds('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']) ? onPath() : undefined
}

/**
 * An installed Chromium (`CHROMIUM_PATH` first), else Playwright's own download, else Debian's package.
 * @throws when none of them is to be had.
 */
export const findChromium = (): string => {
  const { CHROMIUM_PATH: asked } = process.env
  if (asked && !existsSync(asked)) throw new Error(`CHROMIUM_PATH names ${asked}, which does not exist`)
  const found = asked ?? onPath() ?? downloaded() ?? download() ?? fromDebian()
  if (!found) throw new Error('no Chromium: install chromium or google-chrome, or let CHROMIUM_PATH name one')
  return found
}
