const day = 86_400_000

const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0)

const capital = (text: string, language: string): string => text.charAt(0).toLocaleUpperCase(language) + text.slice(1)

/** "Heute, 09:30", "Gestern, 14:00", "Donnerstag, 19:30", "3. November": as exact as it helps to recognise a meeting. */
export const whenText = (at: number, now: number, language: string): string => {
  const days = Math.round((midnight(now) - midnight(at)) / day)
  if (days > 6 || days < 0)
    return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { day: 'numeric', month: 'long' }).format(at)
  const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
  const name =
    days < 2
      ? new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day')
      : new Intl.DateTimeFormat(language, { weekday: 'long' }).format(at)
  return `${capital(name, language)}, ${time}`
}
