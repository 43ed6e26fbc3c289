import { test } from 'vitest'
import { useWorld } from './world.ts'

const world = useWorld()

test('more tabs of one browser than it has connections are in one call', { timeout: 300_000 }, async () => {
  const ada = await world.somebody({ devices: 'absent' })
  const meeting = await world.meeting()
  await ada.enter(meeting, 'Ada')
  for (const name of ['Ben', 'Cleo', 'Dev', 'Eve', 'Finn', 'Gül', 'Hal']) await (await world.anotherTab(ada)).enter(meeting, name)
  await ada.page.getByRole('button', { name: `${ada.words.people}: 8` }).waitFor({ timeout: 60_000 })
})
