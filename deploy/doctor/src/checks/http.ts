import { paths } from '@runde/contracts/paths'
import type { Health } from '@runde/contracts/rest'
import { type Check, type Finding, failed, ok } from '../check.ts'
import { type Answer, ask, refusalOf } from '../http.ts'
import { listed } from '../plain-words.ts'
import { settings } from '../settings.ts'

const healthOf = ({ text }: Answer): Health | undefined => {
  try {
    const value = JSON.parse(text) as Health
    return typeof value === 'object' && value !== null && 'parts' in value ? value : undefined
  } catch {
    return undefined
  }
}

/** What `/health` says; the page is judged apart. */
export const judgeHealth = (answer: Answer): Finding => {
  const health = healthOf(answer)
  if (!health) return failed(`${paths.health} answers ${refusalOf(answer)}.`, settings.ingress)
  const away = Object.entries(health.parts).flatMap(([part, state]) => (state === 'ok' ? [] : [part]))
  if (away.length > 0) return failed(`${paths.health} says that ${listed(away)} ${away.length === 1 ? 'is' : 'are'} away.`, settings.health)
  return ok(`Runde ${health.version}, all ${Object.keys(health.parts).length} parts well.`)
}

/** Requests reach the gateway, every part of it is well, and it has its pages. */
export const http: Check = {
  name: 'http',
  title: 'HTTP, health, page',
  needs: ['tls'],
  limit: 15_000,
  run: async (visit, signal) => {
    const finding = judgeHealth(await ask(visit, paths.health, { signal }))
    if (finding.status !== 'ok') return finding
    const page = await ask(visit, paths.home, { signal })
    const isPage = page.status === 200 && page.headers.get('content-type')?.startsWith('text/html')
    return isPage ? finding : failed(`The page at ${paths.home} answers ${refusalOf(page)}.`, settings.ingress)
  },
}
