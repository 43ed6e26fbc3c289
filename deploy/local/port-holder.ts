import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename } from 'node:path'

const listening = '0A'

const socketInode = async (port: number): Promise<string | undefined> => {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const rows = (await readFile(table, 'utf8').catch(() => '')).split('\n').map((row) => row.trim().split(/\s+/))
    const row = rows.find((columns) => columns[1]?.endsWith(wanted) && columns[3] === listening)
    if (row?.[9]) return row[9]
  }
  return undefined
}

const opens = async (pid: string, target: string): Promise<boolean> => {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => [])
  const targets = await Promise.all(descriptors.map((descriptor) => readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '')))
  return targets.includes(target)
}

/** Which process listens on a TCP port, such as "node (process 4711)", where the system tells us cheaply: on Linux. */
export const portHolder = async (port: number): Promise<string | undefined> => {
  const inode = await socketInode(port)
  if (!inode) return undefined
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))
  for (const pid of pids) {
    if (!(await opens(pid, `socket:[${inode}]`))) continue
    const [command = ''] = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
    return `${basename(command) || 'a program'} (process ${pid})`
  }
  return undefined
}
