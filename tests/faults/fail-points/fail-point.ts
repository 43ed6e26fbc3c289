import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '@runde/room-service/ports/clock'
import type { Around } from './around-port.ts'

/** Where a process is to die: before a call leaves, or after its answer has come. */
export interface FailPoint {
  readonly label: string
  readonly when: 'before' | 'after'
}

const files = (folder: string) => ({
  armed: join(folder, 'armed'),
  fired: join(folder, 'fired'),
  steps: join(folder, 'steps'),
  clock: join(folder, 'clock'),
})

/** The next process that comes to this point dies there, once. */
export const arm = (folder: string, point: FailPoint): void => writeFileSync(files(folder).armed, JSON.stringify(point))

export const hasFired = (folder: string): boolean => !existsSync(files(folder).armed)

export const disarm = (folder: string): void => rmSync(files(folder).armed, { force: true })

/** From here on the calls are written down. */
export const startRecording = (folder: string): void => writeFileSync(files(folder).steps, '')

export const recorded = (folder: string): string[] => [...new Set(readFileSync(files(folder).steps, 'utf8').split('\n').filter(Boolean))]

/** Lets the clock of all meetings jump, by so many milliseconds more. */
export const jump = (folder: string, milliseconds: number): void =>
  writeFileSync(files(folder).clock, `${clockOf(folder).offset() + milliseconds}`)

export const clockOf = (folder: string): Clock => {
  const { clock } = files(folder)
  return { offset: () => (existsSync(clock) ? Number(readFileSync(clock, 'utf8')) : 0) }
}

/** What a loop asks all the time; only an answer with something in it is a step of an operation. */
const polled: readonly string[] = ['outbox', 'claimDue']
const isEmpty = (answer: unknown) => Array.isArray(answer) && answer.length === 0

const diesAt = (armed: string, { label, when }: FailPoint): boolean => {
  if (!existsSync(armed)) return false
  try {
    const point = JSON.parse(readFileSync(armed, 'utf8')) as FailPoint
    return point.label === label && point.when === when
  } catch {
    // Another process has just died of it.
    return false
  }
}

/** Around every call of the ports: dies where it was told to, by the folder that test and processes share. */
export const failPoints = (folder: string): Around => {
  const { armed, fired, steps } = files(folder)
  const pass = (point: FailPoint) => {
    if (!diesAt(armed, point)) return
    // Whoever renames the file dies; the others live.
    renameSync(armed, fired)
    process.kill(process.pid, 'SIGKILL')
  }
  return async ({ label, method }, work) => {
    const waits = polled.includes(method)
    if (!waits) pass({ label, when: 'before' })
    const answer = await work()
    if (waits && isEmpty(answer)) return answer
    if (existsSync(steps)) appendFileSync(steps, `${label}\n`)
    pass({ label, when: 'after' })
    return answer
  }
}
