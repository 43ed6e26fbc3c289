import { StartError } from '@runde/service-kit/run'

export interface LivekitKey {
  readonly key: string
  readonly secret: string
}

export interface KeySettings {
  readonly LIVEKIT_API_KEY: string
  readonly LIVEKIT_API_SECRET: string
  readonly LIVEKIT_OTHER_API_KEY: string | undefined
  readonly LIVEKIT_OTHER_API_SECRET: string | undefined
}

/** The keys whose signatures are believed; two while one is being exchanged for the other. @throws StartError when the second is only half there */
export const livekitKeys = (settings: KeySettings): readonly LivekitKey[] => {
  const first = { key: settings.LIVEKIT_API_KEY, secret: settings.LIVEKIT_API_SECRET }
  const { LIVEKIT_OTHER_API_KEY: key, LIVEKIT_OTHER_API_SECRET: secret } = settings
  if (key === undefined && secret === undefined) return [first]
  if (key === undefined || secret === undefined)
    throw new StartError('LIVEKIT_OTHER_API_KEY and LIVEKIT_OTHER_API_SECRET belong together: set both, or neither')
  return [first, { key, secret }]
}
