import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import { messageOf, Problem } from '../local/problem.ts'
import { type Backup, readBackupFolder } from './backup-folder.ts'
import { countMeetings } from './count-meetings.ts'
import { askSince, nothing, type Since } from './since.ts'
import type { Site, Streams } from './site.ts'

/** Numbers of meetings. */
export interface Restored {
  readonly open: number
  /** Their hour came since the backup: they end now. */
  readonly expired: number
  /** They were being ended, or have been ended since. */
  readonly ending: number
  readonly ended: number
  /** Of the open ones those that their rooms knew better. */
  readonly newer: number
  /** Those that Redis does not forget within a minute. */
  readonly lasting: number
}

export interface RestoreOptions {
  /** What is there may be replaced. */
  readonly replace: boolean
  /** Nobody is asked what has happened since. */
  readonly alone: boolean
  readonly say: (line: string) => void
}

const beside = (name: string) => new URL(name, import.meta.url)

/** @throws Problem where meetings would be lost */
const mustBeEmpty = async (site: Site) => {
  const meetings = await countMeetings(site).catch((cause) => {
    throw new Problem(`Redis of ${site.name} cannot be asked what it holds: ${messageOf(cause)}\nIf it is lost, restore with --replace.`, {
      cause,
    })
  })
  if (meetings > 0)
    throw new Problem(`${site.name} holds ${meetings} meetings. With --replace they are gone, and those of the backup are in their place.`)
}

/** Puts the backup into Redis's folder; whatever fails leaves there what was there. */
const fillVolume = async (site: Site, { redis }: Backup, since: Since): Promise<Restored> => {
  const put = (name: string, stdin: Streams['stdin'] = '') =>
    site.inVolume('umask 077; mkdir -p "$1/.restore"; cat >"$1/.restore/$2"', [site.dataDir, name], { stdin })
  await site.inVolume('rm -rf "$1/.restore"', [site.dataDir])
  await put('since.json', JSON.stringify(since))
  await put('renew.lua', await readFile(beside('renew-meetings.lua'), 'utf8'))
  await put('dump.rdb', createReadStream(redis.path))
  const output = await site.inVolume(await readFile(beside('prepare-data.sh'), 'utf8'), [site.dataDir, redis.sha256])
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Restored
}

/** Puts the backup in the place of what the installation holds. @throws Problem with what to do; until `stop`, nothing is changed */
export const restoreBackup = async (site: Site, folder: string, { replace, alone, say }: RestoreOptions): Promise<Restored> => {
  const backup = await readBackupFolder(folder)
  say(`The backup of ${backup.made_at} is whole: about ${backup.meetings} meetings.`)
  if (!replace) await mustBeEmpty(site)
  if (!isDeepStrictEqual(await site.readSecrets(), backup.secrets)) {
    say('Putting its secrets in place ...')
    await site.writeSecrets(backup.secrets)
  }
  const since = alone ? nothing : await askSince(site)
  say('Stopping Redis and room-service: nobody can create or join from here on; calls go on ...')
  let restored: Restored
  try {
    await site.stop()
    say('Loading the backup ...')
    restored = await fillVolume(site, backup, since)
  } catch (cause) {
    throw new Problem(`Nothing was restored, and Redis is as it was: ${messageOf(cause)}`, { cause })
  } finally {
    say('Starting again ...')
    await site.start()
  }
  const meetings = await countMeetings(site)
  if (meetings < restored.lasting)
    throw new Problem(
      `The restore is incomplete: Redis holds ${meetings} of ${restored.lasting} meetings. Look at its log, and restore again.`,
    )
  return restored
}
