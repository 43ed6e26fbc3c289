import { createEffect } from 'solid-js'

export const pageTitle = (title: string): string => `${title} – Runde`

/** Keeps the tab's title in step with the screen and the language; undefined leaves it to others. */
export const createPageTitle = (title: () => string | undefined): void =>
  createEffect(() => {
    const now = title()
    if (now !== undefined) document.title = pageTitle(now)
  })
