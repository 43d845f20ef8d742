import type { LaunchOptions } from './run-launch.ts'

const DETACH = ['-d', '--detach']

/** `czar launch FILE`, detached or not: what is typed most needs no reader of command lines, 30 ms of its start. null: it is another. */
export function plainLaunch([verb, file = '', ...flags]: readonly string[]): Omit<LaunchOptions, 'io'> | null {
  if (verb !== 'launch' || file === '' || file.startsWith('-')) return null
  return flags.every(flag => DETACH.includes(flag)) ? { file, foreground: false, detach: flags.length > 0, acceptsShorter: false, again: [], dryRun: false } : null
}
