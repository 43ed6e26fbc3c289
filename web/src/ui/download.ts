/** Milliseconds for which a browser may still read what it saves. */
const kept = 60_000

/** Gives the person a file to keep. */
export const downloadJson = (fileName: string, value: object): void => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([JSON.stringify(value, null, 2)], { type: 'application/json' }))
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), kept)
}
