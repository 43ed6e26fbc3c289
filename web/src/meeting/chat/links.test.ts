import { describe, expect, test } from 'vitest'
import { pieces } from './links.ts'

const links = (text: string) => pieces(text).flatMap(({ text: shown, href }) => (href === undefined ? [] : [shown]))
const hrefs = (text: string) => pieces(text).flatMap(({ href }) => href ?? [])

describe('web addresses', () => {
  test.each([
    ['https://wiki.example/woche', ['https://wiki.example/woche']],
    ['Hier: https://wiki.example/woche.', ['https://wiki.example/woche']],
    ['(https://wiki.example/a_(b))', ['https://wiki.example/a_(b)']],
    ['HTTP://WIKI.EXAMPLE und https://b.example?x=1&y=2#z!', ['HTTP://WIKI.EXAMPLE', 'https://b.example?x=1&y=2#z']],
    ['https://münchen.example/straße', ['https://münchen.example/straße']],
    ['„https://wiki.example“', ['https://wiki.example']],
    ['<https://wiki.example>', ['https://wiki.example']],
    ['zwei\nhttps://a.example\nhttps://b.example', ['https://a.example', 'https://b.example']],
  ])('%s', (text, expected) => expect(links(text)).toEqual(expected))

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'javascript://https',
    'https:javascript:x',
    'https://',
    'http:// x',
    'https://.',
    'xhttps://wiki.example',
    'ftp://a.example',
    'wiki.example',
    'mailto:a@b.example',
    'https://bank.example@evil.example/',
    'https://bank.example:x@evil.example/',
  ])('are not %s', (text) => expect(links(text)).toEqual([]))

  test('lead where they say, and to the web only', () => {
    expect(hrefs('https://wiki.example/a"onclick=alert(1)')).toEqual(['https://wiki.example/a'])
    expect(hrefs('https://wiki.example/<script>')).toEqual(['https://wiki.example/'])
    expect(hrefs('javascript:https://wiki.example')).toEqual(['https://wiki.example/'])
  })
})

test('nothing of a text is lost and nothing added', () => {
  const parts = ['', ' ', '.', '(', ')', 'a', 'ä', '\n', '🎉', 'https://', 'https://a.example', 'http://b.example/(x)', '"', '@', '\ud800']
  for (const one of parts)
    for (const other of parts)
      for (const last of parts) {
        const text = one + other + last + one
        expect(
          pieces(text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text)
      }
})

test('a long text of nothing but what it looks for takes no time to speak of', () => {
  const began = performance.now()
  for (const one of ['https://', 'https://a.example/(', ')', 'https://a.example/)']) pieces(one.repeat(Math.floor(2000 / one.length)))
  pieces(`https://a.example/${')'.repeat(2000)}`)
  expect(performance.now() - began).toBeLessThan(2000)
})
