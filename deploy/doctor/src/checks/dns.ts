import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { type Check, failed, ok } from '../check.ts'
import { clauseOf, inPlainWords, listed } from '../plain-words.ts'
import { settings } from '../settings.ts'

const hostOf = ({ hostname }: URL) => hostname.replace(/^\[(.*)\]$/, '$1')

/** The name has addresses, and of which families. */
export const dns: Check = {
  name: 'dns',
  title: 'DNS',
  needs: [],
  limit: 10_000,
  run: async ({ url, found }, signal) => {
    const host = hostOf(url)
    if (isIP(host)) {
      found.addresses = [host]
      return ok(`${host} is an address, there is no name to look up.`)
    }
    try {
      const answers = await lookup(host, { all: true })
      found.addresses = answers.map(({ address }) => address)
      const families = new Set(answers.map(({ family }) => `IPv${family}`))
      return ok(`${host} is ${listed(found.addresses)} (${listed([...families].sort())}).`)
    } catch (error) {
      return failed(`${host} ${signal.aborted ? clauseOf('EAI_AGAIN') : inPlainWords(error)}.`, settings.dns)
    }
  },
}
