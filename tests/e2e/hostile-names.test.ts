import { hostPaths } from '@runde/contracts/host-paths'
import { pathTo } from '@runde/contracts/paths'
import { expect, inject, test } from 'vitest'
import { startBots } from '../support/bots.ts'
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

test('two hundred hostile names are text, and no more', async () => {
  expect(hostile).toHaveLength(200)
  const ada = await world.somebody()
  const { meeting_id, meeting_url, host_key } = await world.create()
  await ada.page.addInitScript(() => {
    const seen: string[] = []
    Object.assign(window, { seen, hit: () => seen.push('a script ran') })
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      seen.push(`the policy had to stop ${violatedDirective} ${blockedURI}`),
    )
  })
  ada.page.on('dialog', (dialog) => void dialog.dismiss())
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
  expect(await ada.page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([])
  expect(await ada.page.locator('main script, main iframe, main base, main form').count()).toBe(0)
})
