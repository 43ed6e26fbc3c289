import { expect, test } from 'vitest'
import { chooseLanguage } from './choose-language.ts'

test.each([
  [undefined, 'de'],
  ['', 'de'],
  ['en', 'en'],
  ['en-GB,en;q=0.9', 'en'],
  ['de-CH, en;q=0.8', 'de'],
  ['fr, en;q=0.5, de;q=0.7', 'de'],
  ['fr;q=0.9, it', 'de'],
  ['en;q=0, de;q=0.1', 'de'],
  ['*', 'de'],
  ['en;q=nonsense', 'de'],
])('Accept-Language %j is answered in %s', (acceptLanguage, language) => {
  expect(chooseLanguage({ acceptLanguage })).toEqual({ language, chosen: false })
})

test('the address wins over the cookie, the cookie over the browser', () => {
  expect(chooseLanguage({ query: 'en', cookies: 'runde_lang=de', acceptLanguage: 'de' })).toEqual({ language: 'en', chosen: true })
  expect(chooseLanguage({ cookies: 'a=b; runde_lang=en', acceptLanguage: 'de' })).toEqual({ language: 'en', chosen: false })
})

test('an unknown language in address or cookie is passed over', () => {
  expect(chooseLanguage({ query: 'xx', cookies: 'runde_lang=fr', acceptLanguage: 'en' })).toEqual({ language: 'en', chosen: false })
  expect(chooseLanguage({ query: ['en', 'de'] })).toEqual({ language: 'de', chosen: false })
})
