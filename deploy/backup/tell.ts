import { Problem } from '../local/problem.ts'

/** npm runs us in the repository; a folder is meant from where the person stands. */
export const cwd = (): string => process.env.INIT_CWD ?? process.cwd()

export const say = (line: string): void => console.info(line)

/** What a person can mend is a sentence, and exit code 1; anything else is a fault of ours and keeps its stack. */
export const command = async (run: () => Promise<void>): Promise<void> => {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
