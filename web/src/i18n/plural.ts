const rules = new Map<string, Intl.PluralRules>()

/** Picks the form that a language uses for a number: `plural('en', 1, { one: 'person is', other: 'people are' })`. */
export const plural = (language: string, n: number, forms: { readonly one: string; readonly other: string }): string => {
  let rule = rules.get(language)
  if (!rule) {
    rule = new Intl.PluralRules(language)
    rules.set(language, rule)
  }
  return rule.select(n) === 'one' ? forms.one : forms.other
}

/** The keys and kinds of another language's dictionary, so that none can be missing or of another form. */
export type SameKeys<Texts> = { readonly [Key in keyof Texts]: Texts[Key] extends string ? string : Texts[Key] }
