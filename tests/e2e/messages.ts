import type { Person } from '../support/person.ts'

const message = ({ page }: Person, text: string | RegExp) => page.getByRole('status').getByText(text)

/** Waits until a person is told something. */
export const isTold = (person: Person, text: string | RegExp): Promise<void> => message(person, text).waitFor()

/** The same for a message that floats over the call, and points at it, which keeps it: for a picture of it, or to press its button. */
export const isToldAndPoints = (person: Person, text: string | RegExp): Promise<void> => message(person, text).hover()
