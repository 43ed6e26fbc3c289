import { expect, it } from 'vitest'
import { keepKnown } from './keep-known.ts'

const one = (participant_id: string, display_name = participant_id) => ({ participant_id, display_name })

it('keeps the entries of those who are still there, and adds and drops the others', () => {
  const [ada, ben] = [one('ada'), one('ben')]
  const kept = keepKnown([ada, ben], [one('ben'), one('eve')])
  expect(kept).toEqual([ben, one('eve')])
  expect(kept[0]).toBe(ben)
})

it('is the same list when nothing has changed', () => {
  const before = [one('ada'), one('ben')]
  expect(keepKnown(before, [one('ada'), one('ben')])).toBe(before)
  expect(keepKnown(before, [one('ben'), one('ada')])).not.toBe(before)
})

it('takes another name over', () => {
  expect(keepKnown([one('ada', 'Ada')], [one('ada', 'Ada Lovelace')])).toEqual([one('ada', 'Ada Lovelace')])
})
