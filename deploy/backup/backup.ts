import { makeBackup } from './make-backup.ts'
import { backupHelp, readOptions } from './options.ts'
import { command, cwd, say } from './tell.ts'

await command(async () => {
  const options = readOptions(process.argv.slice(2), 'to', cwd())
  if (!options) return say(backupHelp)
  const folder = await makeBackup(await options.openSite(), options.folder, say)
  say(`The backup is in ${folder}. It holds secrets and what people wrote: keep it where nobody else reads.`)
})
