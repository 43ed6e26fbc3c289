const day = 86_400_000

const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0)

/** A time as people say it: "15:30" today, "Mi., 15:30" within a week, else "24. Dez., 15:30". */
export const timeText = (at: number, now: number, language: string): string => {
  const days = Math.round((midnight(at) - midnight(now)) / day)
  const date: Intl.DateTimeFormatOptions = days === 0 ? {} : Math.abs(days) < 7 ? { weekday: 'short' } : { day: 'numeric', month: 'short' }
  const locale = language === 'en' ? 'en-GB' : language
  return new Intl.DateTimeFormat(locale, { ...date, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
}
