import { open, rename } from 'node:fs/promises'

/** Only this user may read it, and it appears whole or not at all. */
export const writePrivateFile = async (path: string, content: string): Promise<void> => {
  const temporary = `${path}.${process.pid}.new`
  const file = await open(temporary, 'w', 0o600)
  try {
    await file.chmod(0o600)
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
}
