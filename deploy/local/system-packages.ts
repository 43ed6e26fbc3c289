import { findOnPath } from './programs.ts'
import { type CommandOptions, runCommand } from './run-command.ts'

interface Manager {
  readonly program: string
  readonly install: (packages: readonly string[]) => readonly (readonly string[])[]
  readonly needsRoot: boolean
}

const waitForLock = ['-o', 'DPkg::Lock::Timeout=300']
const managers: readonly Manager[] = [
  {
    program: 'apt-get',
    needsRoot: true,
    install: (packages) => [
      ['apt-get', '-q', 'update'],
      ['apt-get', '-q', '-y', ...waitForLock, 'install', '--no-install-recommends', ...packages],
    ],
  },
  { program: 'dnf', needsRoot: true, install: (packages) => [['dnf', '-q', '-y', 'install', ...packages]] },
  { program: 'apk', needsRoot: true, install: (packages) => [['apk', 'add', '--no-cache', ...packages]] },
  { program: 'brew', needsRoot: false, install: (packages) => [['brew', 'install', ...packages]] },
]

/** The system's own means to install something. */
export interface SystemPackages {
  readonly manager: string
  /** What a person types where we may not do it. */
  readonly command: string
  readonly allowed: boolean
  readonly install: (options?: CommandOptions) => Promise<void>
}

/** @param names the package's name by package manager; undefined comes back where the system has none that is named */
export const systemPackages = (
  names: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv = process.env,
): SystemPackages | undefined => {
  const manager = managers.find(({ program }) => names[program] && findOnPath(program, env))
  const name = manager && names[manager.program]
  if (!manager || !name) return undefined
  const commands = manager.install([name])
  return {
    manager: manager.program,
    command: `${manager.needsRoot ? 'sudo ' : ''}${manager.program} ${manager.program === 'apk' ? 'add' : 'install'} ${name}`,
    allowed: !manager.needsRoot || process.getuid?.() === 0,
    install: async (options = {}) => {
      for (const [command = '', ...args] of commands) {
        await runCommand(command, args, { ...options, env: { ...env, DEBIAN_FRONTEND: 'noninteractive', HOMEBREW_NO_AUTO_UPDATE: '1' } })
      }
    },
  }
}
