import { inject, test } from 'vitest'
import { startBots } from '../support/bots.ts'
import { until } from '../support/wait.ts'
import { shoot } from './shoot.ts'
import { useWorld } from './world.ts'

const world = useWorld()

/** Names of the length and the scripts that real ones have. */
const names = `Mira Okonkwo, Jonas Brandt, Emine Yıldız, Sofía Hernández, Dr. Anneliese Freudenberg-Oberhauser, Tariq Aziz,
Bartosz Wiśniewski, Lê Minh Châu, Ingrid Solberg, Kwame Mensah, Yuki Tanaka, Olena Kovalenko, Paul,
Rosa Lindqvist, Ahmad Rezaei, Chiara Bianchi, Noah Fischer, Zeynep Kaya, Dmytro Shevchenko,
Amélie Laurent, Ravi Subramanian, Hanna Virtanen, Luca Moretti, Maja Nowak`.split(/,\s*/)

const bots = (meeting: string, from: number, to: number, screen = false) =>
  startBots({
    baseUrl: world.baseUrl,
    livekitUrl: inject('livekitUrl'),
    meetingId: meeting.split('/').at(-1) ?? '',
    people: names.slice(from, to).map((name, index) => ({
      name,
      video: (from + index) % 5 !== 4,
      screen: screen && index === 0,
      ...(from + index === 0 && { tone: 440 }),
    })),
  })

test('the pages around a meeting', async () => {
  const ada = await world.somebody()
  await ada.page.goto(world.baseUrl)
  await ada.page.getByRole('button', { name: ada.words.newMeeting }).waitFor()
  await shoot(ada.page, { name: 'home', themed: true })
  await ada.page.goto(`${world.baseUrl}/meeting/222-2222-222`)
  await ada.heading(ada.words.notFound).waitFor()
  await shoot(ada.page, { name: 'not-found', themed: true })
  await ada.open(await world.meeting({ name: 'Wochenplanung' }))
  await ada.page.locator('video').first().waitFor()
  await shoot(ada.page, { name: 'before-joining', themed: true })

  const ben = await world.somebody({ language: 'en' })
  await ben.open(await world.meeting())
  await ben.page.locator('video').first().waitFor()
  await shoot(ben.page, { name: 'before-joining-english', themed: true })
})

test.each([
  ['refused', 'Kamera und Mikrofon sind blockiert'],
  ['absent', 'Keine Kamera und kein Mikrofon gefunden'],
] as const)('before joining with devices %s', async (devices, heading) => {
  const ada = await world.somebody({ devices })
  await ada.open(await world.meeting())
  await ada.heading(heading).waitFor()
  await shoot(ada.page, { name: `before-joining-${devices}`, themed: true })
})

test('a full meeting, and an ended one', async () => {
  const meeting = await world.meeting({ max_participants: 2 })
  await using _bots = await bots(meeting, 0, 2)
  const ada = await world.somebody()
  await ada.open(meeting)
  await ada.page.getByLabel(ada.words.name).fill('Ada')
  await ada.press(ada.words.join)
  await ada.heading(ada.words.full).waitFor()
  await shoot(ada.page, { name: 'full', themed: true })

  const ben = await world.somebody()
  await until(
    async () => {
      await ben.page.goto(inject('shortMeeting'))
      return ben
        .heading(ben.words.ended)
        .waitFor({ timeout: 3_000 })
        .then(() => true)
    },
    { what: 'the short meeting to end', within: 90_000 },
  )
  await shoot(ben.page, { name: 'ended', themed: true })
})

test('meetings of 1, 2, 3, 9 and 25 people', { timeout: 300_000 }, async () => {
  await using crowd = new AsyncDisposableStack()
  const meeting = await world.meeting({ name: 'Wochenplanung' })
  const ada = await world.somebody({ viewport: { width: 1440, height: 900 } })
  await ada.enter(meeting, 'Nele Ahrens')
  await shoot(ada.page, { name: 'meeting-1' })
  let inside = 0
  for (const others of [1, 2, 8, 24]) {
    crowd.use(await bots(meeting, inside, others))
    inside = others
    await ada.page.getByRole('button', { name: `${ada.words.people}: ${others + 1}` }).waitFor()
    await shoot(ada.page, { name: `meeting-${others + 1}` })
  }
  await ada.page.getByRole('button', { name: ada.words.people }).click()
  await shoot(ada.page, { name: 'people' })
  await ada.leave()
  await shoot(ada.page, { name: 'left', themed: true })
})

test('a shared screen', async () => {
  const meeting = await world.meeting({ name: 'Wochenplanung' })
  const ada = await world.somebody({ viewport: { width: 1440, height: 900 } })
  await ada.enter(meeting, 'Nele Ahrens')
  await using _bots = await bots(meeting, 0, 4, true)
  await ada.sees(`${ada.words.screenOf} ${names[0]}`)
  await shoot(ada.page, { name: 'share' })
})
