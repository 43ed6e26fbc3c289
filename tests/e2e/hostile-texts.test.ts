import { hostPaths } from '@runde/contracts/host-paths'
import { ownPaths } from '@runde/contracts/own-paths'
import { paths, pathTo } from '@runde/contracts/paths'
import type { Joined, SentMessage } from '@runde/contracts/rest'
import { expect, inject, test } from 'vitest'
import { startBots } from '../support/bots.ts'
import type { Person } from '../support/person.ts'
import { until } from '../support/wait.ts'
import { useWorld } from './world.ts'

const world = useWorld()

/** What runs `hit` if any of it is taken for more than text. */
const scripts = [
  '<script>hit()</script>',
  '<img src=x onerror=hit()>',
  '<svg onload=hit()>',
  '<iframe srcdoc="<script>parent.hit()</script>">',
  '<a href=javascript:hit()>x</a>',
  '<style>@import"//x.invalid"</style>',
  '<meta http-equiv=refresh content=0;//x>',
  '<base href=//x.invalid>',
  '<form action=//x.invalid><button>',
  '<details open ontoggle=hit()>',
  '<math><mi xlink:href=javascript:hit()>',
  '<input autofocus onfocus=hit()>',
  '"onmouseover=hit() x="',
  "'-hit()-'",
  'javascript:hit()',
  '{{constructor.constructor("hit()")()}}',
  '<%= hit() %>',
  '</title><script>hit()</script>',
  '<!--<script>hit()</script>-->',
  '&lt;script&gt;hit()&lt;/script&gt;',
] as const
const around: readonly ((script: string) => string)[] = [
  (script) => script,
  (script) => `"${script}`,
  (script) => `'>${script}`,
  (script) => `-->${script}`,
  (script) => `]]>${script}`,
  (script) => `Mira ${script}`,
  (script) => `${script} Mira`,
  (script) => script.toUpperCase().replaceAll('HIT()', 'hit()'),
  (script) => script.replaceAll('<', '<\u200b'),
  (script) => `مرحبا ${script}`,
]
const hostile = scripts.flatMap((script) => around.map((wrap) => wrap(script)))

/** Names of people: as many as have a seat beside the one who looks. */
const names = hostile.filter((name) => [...name].length <= 64).filter((_, index) => index % 5 === 0)

/** Somebody whose page notices what runs in it. */
const watchful = async (): Promise<Person> => {
  const person = await world.somebody()
  await person.page.addInitScript(() => {
    const seen: string[] = []
    Object.assign(window, { seen, hit: () => seen.push('a script ran') })
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      seen.push(`the policy had to stop ${violatedDirective} ${blockedURI}`),
    )
  })
  person.page.on('dialog', (dialog) => void dialog.dismiss())
  return person
}
const nothingRan = async ({ page }: Person) => {
  expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([])
  expect(await page.locator('main script, main iframe, main base, main img[src="x"]').count()).toBe(0)
}

test('two hundred hostile names are text, and no more', { timeout: 300_000 }, async () => {
  expect(hostile).toHaveLength(200)
  const ada = await watchful()
  const { meeting_id, meeting_url, host_key } = await world.create()
  await ada.enter(meeting_url, 'Ada')
  await ada.page.getByRole('button', { name: ada.words.people }).click()

  const people = names.slice(0, 40).map((name) => ({ name, video: false }))
  const livekitUrl = inject('livekitUrl')
  await using _bots = await startBots({ baseUrl: world.baseUrl, livekitUrl, meetingId: meeting_id, people })
  for (const { name } of people) await ada.page.getByText(name, { exact: true }).first().waitFor()

  for (const name of hostile) {
    const answer = await fetch(world.baseUrl + pathTo(hostPaths.meeting, meeting_id), {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${host_key}` },
      body: JSON.stringify({ name }),
    })
    expect(answer.status, name).toBe(200)
    await until(
      async () => (await ada.page.title()).includes(name.trim()) || (await ada.page.getByText(name.trim(), { exact: true }).count()) > 0,
      {
        what: `the page to show ${name}`,
      },
    )
  }
  await nothingRan(ada)
  expect(await ada.page.locator('main form').count()).toBe(0)
})

test('two hundred hostile messages are text, and no more', async () => {
  const { meeting_id, meeting_url } = await world.create()
  const post = async <Body>(path: string, body: object, token?: string) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
    const answer = await fetch(world.baseUrl + pathTo(path, meeting_id), { method: 'POST', headers, body: JSON.stringify(body) })
    expect(answer.status, JSON.stringify(body)).toBe(200)
    return (await answer.json()) as Body
  }
  // Half of them are there before she comes, the others are told while she looks; nobody may write more than ten at once.
  const messages = hostile.map((text) => `${text}\nhttps://x.invalid/${text}`)
  const tokens: string[] = []
  for (let n = 0; n < messages.length / 10; n += 1)
    tokens.push((await post<Joined>(paths.joinMeeting, { display_name: `Guest ${n}` })).participant_token)
  const say = async (from: number, to: number) => {
    for (const [n, text] of messages.slice(from, to).entries())
      await post<SentMessage>(ownPaths.messages, { text }, tokens[Math.floor((from + n) / 10)])
  }
  await say(0, 100)
  const ada = await watchful()
  await ada.enter(meeting_url, 'Ada')
  await ada.page.keyboard.press('c')
  const log = ada.page.getByRole('log')
  await log.waitFor()
  await say(100, 200)
  await until(async () => (await log.innerText()).includes(hostile.at(-1) ?? ''), { what: 'the last message' })
  const shown = (await log.innerText()).replaceAll(/\s+/g, ' ')
  expect(hostile.filter((text) => !shown.includes(text.replaceAll(/\s+/g, ' ').trim()))).toEqual([])
  await nothingRan(ada)
  const links = await log.getByRole('link').evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).protocol))
  expect(links.length).toBeGreaterThan(0)
  expect(new Set(links)).toEqual(new Set(['https:']))
})
