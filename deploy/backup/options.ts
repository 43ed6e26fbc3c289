import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { messageOf, Problem } from '../local/problem.ts'
import { composeSite } from './compose-site.ts'
import { kubernetesSite } from './kubernetes-site.ts'
import type { Site } from './site.ts'

const where = `  --project NAME     the composition: the name that docker compose knows it by (default runde)
  --release NAME     what Helm installed as this release, on the cluster that kubectl talks to, instead of a composition
  --namespace NAME   of the release (default: the one of kubectl's context)
  --help             show this`

export const backupHelp = `npm run backup -- --to DIR [options]

  --to DIR           a new folder with the backup is made in it
${where}`

export const restoreHelp = `npm run restore -- --from FOLDER [options]

  --from FOLDER      the folder that a backup made
  --replace          replace the meetings that the installation holds
  --alone            do not ask LiveKit and NATS what has happened since the backup
${where}`

const settings = {
  project: { type: 'string', default: 'runde' },
  release: { type: 'string' },
  namespace: { type: 'string' },
  to: { type: 'string' },
  from: { type: 'string' },
  replace: { type: 'boolean', default: false },
  alone: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

export interface Options {
  readonly folder: string
  readonly replace: boolean
  readonly alone: boolean
  readonly openSite: () => Promise<Site>
}

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: settings, strict: true }).values
  } catch (error) {
    throw new Problem(`${messageOf(error).split('. ')[0]}. See --help`)
  }
}

/**
 * @param folder the option that names the folder; the other command's options are unknown
 * @param cwd where relative paths start
 * @returns undefined when help is wanted. @throws Problem for anything unknown or missing
 */
export const readOptions = (args: readonly string[], folder: 'to' | 'from', cwd: string): Options | undefined => {
  const { project, release, namespace, help, replace, alone, ...folders } = parse(args)
  if (help) return undefined
  const path = folders[folder]
  if (path === undefined) throw new Problem(`--${folder} is missing. See --help`)
  if (folder === 'to' && (replace || alone || folders.from !== undefined))
    throw new Problem('That is an option of npm run restore. See --help')
  if (folder === 'from' && folders.to !== undefined) throw new Problem('--to is an option of npm run backup. See --help')
  if (namespace !== undefined && release === undefined) throw new Problem('--namespace goes with --release. See --help')
  const openSite = async () => (release === undefined ? composeSite(project) : kubernetesSite({ namespace, release }))
  return { folder: resolve(cwd, path), replace, alone, openSite }
}
