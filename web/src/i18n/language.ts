import { createSignal } from 'solid-js'

export type Language = 'de' | 'en'

export const isLanguage = (text: string): text is Language => text === 'de' || text === 'en'

/** The gateway chose the page's language; the page says which. */
const ofPage = (): Language => {
  const lang = typeof document === 'undefined' ? '' : document.documentElement.lang
  return isLanguage(lang) ? lang : 'de'
}

const [language, setLanguage] = createSignal<Language>(ofPage())

export { language, setLanguage }

const lazyParts: ((language: Language) => Promise<void>)[] = []

/** Loads what `lazyTexts` left out for a language. A page waits for it before it shows anything in that language. */
export const loadLanguage = (of: Language): Promise<unknown> => Promise.all(lazyParts.map((load) => load(of)))

const year = 31_536_000

/** Changes every text at once, without a reload, and remembers the choice for the pages to come. */
export const switchLanguage = async (to: Language): Promise<void> => {
  await loadLanguage(to)
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http
  document.cookie = `runde_lang=${to}; path=/; max-age=${year}; samesite=lax`
  document.documentElement.lang = to
  setLanguage(to)
}

/** The texts of one part of the page in the current language: `t = inLanguage({ de, en })`, then `t().some` where Solid tracks. */
export const inLanguage =
  <Texts>(byLanguage: Readonly<Record<Language, Texts>>): (() => Texts) =>
  () =>
    byLanguage[language()]

/** The same for texts that are large enough to load only in the language that is read. */
export const lazyTexts = <Texts>(load: Readonly<Record<Language, () => Promise<Texts>>>): (() => Texts) => {
  const loaded = new Map<Language, Texts>()
  lazyParts.push(async (wanted) => {
    if (!loaded.has(wanted)) loaded.set(wanted, await load[wanted]())
  })
  return () => {
    const texts = loaded.get(language())
    if (!texts) throw new Error(`The texts in ${language()} are not loaded yet`)
    return texts
  }
}
