import { createWriteStream } from 'node:fs'
import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '../local/problem.ts'
import { fileNames, writeBackupFolder } from './backup-folder.ts'
import { countMeetings } from './count-meetings.ts'
import { lengthOfDump } from './dump.ts'
import type { Site } from './site.ts'

/** What room-service shows on its internal port: messages that nobody could process, for a person to look at. */
const askDeadLetters =
  "fetch('http://127.0.0.1:' + process.env.INTERNAL_PORT + '/dead-letters').then(async (answer) => process.stdout.write(await answer.text()))"

const none = '{"dead_letters":[]}'

/**
 * Redis as it was at one moment: it is asked as a replica asks, which answers from a copy of its memory while it goes on working.
 * Nothing is written to its disk, and nobody waits.
 */
const dumpRedis = async (site: Pick<Site, 'inRedis'>, path: string) => {
  await site.inRedis('redis-cli --user backup --rdb -', { stdout: createWriteStream(path, { mode: 0o600 }) })
  await truncate(path, await lengthOfDump(path))
}

/** Makes a backup in a new folder under `to`; answers where. */
export const makeBackup = async (site: Site, to: string, say: (line: string) => void): Promise<string> => {
  const made = { made_at: new Date().toISOString(), made_of: site.name }
  return writeBackupFolder(to, made, async (folder) => {
    const write = (name: string, text: string) => writeFile(join(folder, name), text, { mode: 0o600 })
    await write(fileNames.secrets, `${JSON.stringify(await site.readSecrets(), null, 2)}\n`)
    say('Copying Redis ...')
    await dumpRedis(site, join(folder, fileNames.redis))
    const meetings = await countMeetings(site)
    const letters = await site.inService('room-service', ['-e', askDeadLetters]).catch((error) => {
      say(`The dead letters could not be read, and the backup is without them: ${messageOf(error)}`)
      return none
    })
    await write(fileNames.deadLetters, `${letters}\n`)
    return { meetings }
  })
}
