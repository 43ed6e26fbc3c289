/** The link with one more key in its fragment, which no server sees. */
export const withKey = (url: string, name: 'host' | 'key', key: string | undefined): string =>
  key === undefined ? url : `${url}${url.includes('#') ? '&' : '#'}${name}=${key}`
