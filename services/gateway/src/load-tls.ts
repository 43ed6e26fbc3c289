import { readFile } from 'node:fs/promises'
import { StartError } from '@runde/service-kit/run'

const readPem = (name: string, file: string) =>
  readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new StartError(`${name} names ${file}, which cannot be read (${cause.code})`, { cause })
  })

/** The certificate to serve https with; undefined when none is configured. @throws StartError when only half of it is there. */
export const loadTls = async (certFile?: string, keyFile?: string): Promise<{ cert: string; key: string } | undefined> => {
  if (!certFile && !keyFile) return undefined
  if (!certFile || !keyFile) throw new StartError('TLS needs both TLS_CERT_FILE and TLS_KEY_FILE')
  return { cert: await readPem('TLS_CERT_FILE', certFile), key: await readPem('TLS_KEY_FILE', keyFile) }
}
