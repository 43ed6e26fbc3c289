/** Whether a plain `npm install` made exactly what the lockfile says; both are the texts of lockfiles. */
export const isInstalled: (lockfile: string, installed: string) => boolean
/** Installs what the lockfile says unless it is there. @returns a sentence that says what went wrong */
export const installDependencies: (root: string, nodeRuns: () => boolean) => Promise<string | undefined>
