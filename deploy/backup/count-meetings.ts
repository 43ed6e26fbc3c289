import { Problem } from '../local/problem.ts'
import type { Site } from './site.ts'

/** How many meetings are stored. Redis may name a key twice; anything that is no key is a refusal, never "none". */
export const countMeetings = async (site: Pick<Site, 'inRedis'>): Promise<number> => {
  const lines = (await site.inRedis("redis-cli --user backup --scan --pattern '{s*}:m:*'")).split('\n').filter(Boolean)
  const wrong = lines.find((line) => !/^\{s\d+\}:m:/.test(line))
  if (wrong !== undefined) throw new Problem(`Redis does not tell its keys: ${wrong}`)
  return new Set(lines).size
}
