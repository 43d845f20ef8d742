import type { LaunchOptions } from './run-launch.ts'

const DETACH = ['-d', '--detach']

/** Recognizes `czar launch FILE`, detached or not: skipping the command line parser saves 30 ms at start. null: another command line. */
export function plainLaunch([verb, file = '', ...flags]: readonly string[]): Omit<LaunchOptions, 'io'> | null {
  if (verb !== 'launch' || file === '' || file.startsWith('-')) return null
  return flags.every(flag => DETACH.includes(flag))
    ? { file, foreground: false, detach: flags.length > 0, acceptsShorter: false, again: [], dryRun: false }
    : null
}
