import { createEffect } from 'solid-js'
import { rememberRecent } from '../home/recent-meetings.ts'
import type { Call } from './session.ts'

/** Keeps the meeting in the list of the start page, under the name that it has now. */
export const rememberVisit = ({ meeting }: Pick<Call, 'meeting'>): void =>
  createEffect(() => rememberRecent({ id: meeting.id, name: meeting.name(), at: Date.now() }))
