import { meetingIdAlphabet } from '@runde/contracts/meeting-id'

/** Texts by where they stand. */
export type Told = Readonly<Record<string, string>>
/** Secrets by what they are. */
export type Secrets = Readonly<Record<string, string>>

/** Shorter ones are found in any text. */
const shortest = 12

/** What the bytes become within a longer text that is encoded, wherever they stand in it; the ends depend on their neighbours. */
const inBase64 = (text: string): string[] => {
  const bytes = Buffer.from(text)
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64url')
    const own = encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
    return [own, own.replaceAll('-', '+').replaceAll('_', '/')]
  })
}

const inAddresses = (text: string): string[] => {
  const encoded = encodeURIComponent(text)
  return [encoded, encoded.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()), encoded.replaceAll('%20', '+')]
}

/** Every way in which the text could have been written down. */
const formsOf = (text: string): ReadonlySet<string> => new Set([text, ...inAddresses(text), ...inBase64(text)])

/** What secrets look like, those too of which the test does not know: LiveKit hands out new tokens while people are connected. */
const shapes: Readonly<Record<string, RegExp>> = {
  'a token of LiveKit': /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/,
  'a host key': /host_[\w-]{32}/,
  'a participant session': new RegExp(`guest-[${meetingIdAlphabet}]{16}\\.[\\w-]{32}`),
}

/**
 * Names every secret with every place where it stands, as it is or encoded; nothing when none does.
 * @throws when a secret is too short to be looked for
 */
export const findLeaks = (told: Told, secrets: Secrets): string[] => {
  const wanted = Object.entries(secrets).map(([name, secret]) => {
    if (secret.length < shortest) throw new Error(`${name} has ${secret.length} characters: too few to be looked for`)
    return { name, forms: [...formsOf(secret)] }
  })
  return Object.entries(told).flatMap(([place, text]) => {
    const known = wanted.filter(({ forms }) => forms.some((form) => text.includes(form))).map(({ name }) => name)
    const shaped = Object.keys(shapes).filter((name) => shapes[name]?.test(text))
    return [...known, ...shaped].map((name) => `${name} in ${place}`)
  })
}
