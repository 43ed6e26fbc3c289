import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

/** Linux counts processor time in hundredths of a second for every program. */
const ticksPerSecond = 100

/** Seconds of processor that the process has used since it began, its own and the kernel's for it. */
export const processorSeconds = async (pid: number): Promise<number> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  // The name before the last bracket may hold spaces; the state is the first field after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

/** Resident memory of the process, bytes. */
export const residentBytes = async (pid: number): Promise<number> =>
  1_024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1])

/** Seconds for which this machine's processors were busy with anything since it began, or taken away from it by its host. */
export const busySeconds = async (): Promise<number> => {
  const [user = 0, nice = 0, system = 0, _idle, _ioWait, irq = 0, softirq = 0, steal = 0] =
    /^cpu +(.*)$/m
      .exec(await readFile('/proc/stat', 'utf8'))?.[1]
      ?.split(' ')
      .map(Number) ?? []
  return (user + nice + system + irq + softirq + steal) / ticksPerSecond
}

/** @throws where it runs elsewhere, such as in a container */
export const pidOf = (name: string, process: { readonly pid: () => number | undefined } | undefined): number => {
  const pid = process?.pid()
  if (pid === undefined) throw new Error(`${name} is no process of this machine`)
  return pid
}

/** How much each figure grows a second; they are read at the beginning and at the end. @param duration seconds */
export const over = async <Figures extends Readonly<Record<string, number>>>(
  duration: number,
  read: () => Promise<Figures>,
): Promise<Figures> => {
  const start = performance.now()
  const before = await read()
  await pause(duration * 1_000)
  const after = await read()
  const took = (performance.now() - start) / 1_000
  const rates = Object.entries(after).map(([name, figure]) => [name, (figure - (before[name] ?? Number.NaN)) / took])
  return Object.fromEntries(rates)
}
