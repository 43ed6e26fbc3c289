/** The reply of one command of a pipeline. @throws the command's own error */
export const value = (results: readonly (readonly [Error | null, unknown])[] | null, at: number): unknown => {
  const result = results?.[at]
  if (!result) throw new Error('Redis did not answer')
  if (result[0]) throw result[0]
  return result[1]
}
