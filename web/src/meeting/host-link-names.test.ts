import { expect, it } from 'vitest'
import { de } from '../i18n/meeting-de.ts'
import { en } from '../i18n/meeting-en.ts'
import { type HostLink, hostLinkNames } from './host-link-names.ts'

const link = (minute: number, second = 0, first = false): HostLink => ({
  id: `${minute}:${second}`,
  madeAt: new Date(2026, 10, 27, 23, minute, second).getTime(),
  first,
})

it('names links by when they were made, and the one made with the meeting by that', () => {
  const links = [link(0, 0, true), link(20)]
  expect(hostLinkNames(links, { language: 'de', say: de })).toEqual(['Der erste Link', 'Link vom 27.11., 23:20'])
  expect(hostLinkNames(links, { language: 'en', say: en })).toEqual(['The first link', 'Link of 27 Nov, 23:20'])
})

it('has no first link once that is revoked', () => {
  expect(hostLinkNames([link(20), link(21)], { language: 'de', say: de })).toEqual(['Link vom 27.11., 23:20', 'Link vom 27.11., 23:21'])
})

it('tells two links of one minute apart', () => {
  const links = [link(20, 0, true), link(20, 5), link(20, 40), link(21, 7)]
  expect(hostLinkNames(links, { language: 'de', say: de })).toEqual([
    'Der erste Link',
    'Link vom 27.11., 23:20:05',
    'Link vom 27.11., 23:20:40',
    'Link vom 27.11., 23:21',
  ])
})
