import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pieces } from './links.ts'

const links = (text: string) => pieces(text).flatMap(({ text: shown, href }) => (href === undefined ? [] : [shown]))

describe('web addresses', () => {
  test.each([
    ['https://wiki.example/woche', ['https://wiki.example/woche']],
    ['Hier: https://wiki.example/woche.', ['https://wiki.example/woche']],
    ['(https://wiki.example/a_(b))', ['https://wiki.example/a_(b)']],
    ['HTTP://WIKI.EXAMPLE und https://b.example?x=1&y=2#z!', ['HTTP://WIKI.EXAMPLE', 'https://b.example?x=1&y=2#z']],
    ['https://münchen.example/straße', ['https://münchen.example/straße']],
    ['„https://wiki.example“', ['https://wiki.example']],
    ['<https://wiki.example>', ['https://wiki.example']],
  ])('%s', (text, expected) => expect(links(text)).toEqual(expected))

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'https://',
    'http:// x',
    'ftp://a.example',
    'wiki.example',
    'mailto:a@b.example',
    'vbscript:x',
    'https:javascript:x',
  ])('are not %s', (text) => expect(links(text)).toEqual([]))

  test('stand where they stood: nothing is lost and nothing added', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom(' ', '.', '(', ')', 'https://'))), (parts) => {
        const text = parts.join('')
        expect(
          pieces(text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })

  test('lead to the web only', () => {
    fc.assert(
      fc.property(fc.string(), fc.webUrl({ withQueryParameters: true }), (before, url) => {
        for (const { href } of pieces(`${before} ${url}`)) if (href !== undefined) expect(new URL(href).protocol).toMatch(/^https?:$/)
      }),
    )
  })
})
