import { expect, test } from 'vitest'
import { newsTeller, spokenText } from './news-teller.ts'

const said = (id: string, text: string | undefined = id) => ({ id, by: 'jonas', name: 'Jonas', at: 0, text })
const unreadable = { ...said('9-0'), text: undefined }

test('a message is told once', () => {
  const news = newsTeller()
  expect(news([said('1-0')], 0).message?.id).toBe('1-0')
  expect(news([said('1-0')], 60_000)).toEqual({})
})

test('of many that come at once the latest is told, and the next after five seconds', () => {
  const news = newsTeller()
  expect(news([said('1-0'), said('2-0')], 1000).message?.id).toBe('2-0')
  expect(news([said('2-0'), said('3-0')], 4000)).toEqual({ wait: 2000 })
  expect(news([said('3-0'), said('4-0')], 6000).message?.id).toBe('4-0')
})

test('nothing is told of one that cannot be read, or was said before', () => {
  const news = newsTeller()
  expect(news([unreadable], 0)).toEqual({})
  expect(news([said('2-0'), unreadable], 0).message?.id).toBe('2-0')
  expect(news([said('1-0')], 60_000)).toEqual({})
  expect(news([], 60_000)).toEqual({})
})

test('a long message is told in part, a short one in one line', () => {
  expect(spokenText('Guten\nMorgen ')).toBe('Guten Morgen')
  const words = spokenText('Morgen '.repeat(40))
  expect(words).toMatch(/Morgen …$/)
  expect(words.length).toBeLessThanOrEqual(102)
  expect(spokenText('🎉'.repeat(200))).toBe(`${'🎉'.repeat(100)} …`)
})
