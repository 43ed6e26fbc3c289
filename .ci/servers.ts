/** Links the servers that the launcher provides into the folder that is named, so that images can be made of them. */
import { mkdir, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { provideServers } from '../deploy/local/provide.ts'

const [folder] = process.argv.slice(2)
if (!folder) throw new Error('usage: node .ci/servers.ts FOLDER')

await mkdir(folder, { recursive: true })
for (const [name, program] of Object.entries(await provideServers())) {
  await rm(join(folder, name), { force: true })
  await symlink(program, join(folder, name))
}
