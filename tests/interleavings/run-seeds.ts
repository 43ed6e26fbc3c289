import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { addTallies, noSeeds, type Tally } from './tally.ts'

export interface Seeds {
  readonly first: number
  readonly last: number
  /** Processes, each with a Redis of its own. */
  readonly workers: number
  readonly onProgress?: (tally: Tally) => void
}

const worker = fileURLToPath(new URL('./worker.ts', import.meta.url))

/** Runs the seeds on several processes. @throws when one of them fails other than by a violation */
export const runSeeds = async ({ first, last, workers, onProgress = () => {} }: Seeds): Promise<Tally> => {
  let total = noSeeds
  const runOne = async (at: number) => {
    const args = [worker, `${first + at}`, `${workers}`, `${last}`]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    createInterface({ input: child.stdout }).on('line', (line) => {
      total = addTallies(total, JSON.parse(line) as Tally)
      onProgress(total)
    })
    const [code] = (await once(child, 'close')) as [number | null]
    if (code !== 0) throw new Error(`a worker of the interleavings ended with ${code}`)
  }
  await Promise.all(Array.from({ length: workers }, (_, at) => runOne(at)))
  return total
}
