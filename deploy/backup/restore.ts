import { readOptions, restoreHelp } from './options.ts'
import { restoreBackup } from './restore-backup.ts'
import { command, cwd, say } from './tell.ts'

await command(async () => {
  const options = readOptions(process.argv.slice(2), 'from', cwd())
  if (!options) return say(restoreHelp)
  const { open, newer, expired, ending, ended } = await restoreBackup(await options.openSite(), options.folder, { ...options, say })
  say(`Restored: ${open} meetings go on (${newer} of them as their rooms knew them), ${expired} end because their hour has come,`)
  say(`${ending} because they were ended, ${ended} had ended. Meetings made since come back from their rooms within half a minute.`)
})
