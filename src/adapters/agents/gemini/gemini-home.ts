import { lstat, mkdir, readdir, rm, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { AgentLaunch } from '../../../core/ports/agents-port.ts'

/**
 * What every worker has for itself: settings with the czar's signals in them, keys as the program has them, and what it
 * keeps of its own conversations. All else of the user's directory (login, extensions, commands, memory) is linked.
 */
const OWN = new Set(['settings.json', 'keybindings.json', 'tmp', 'history', 'projects.json', 'trustedFolders.json', 'state.json'])

/** The user's own directory of Gemini CLI; it is only read. */
export function userDirectory(env: Readonly<Record<string, string>>): string {
  return join(env['GEMINI_CLI_HOME'] ?? env['HOME'] ?? '', '.gemini')
}

/**
 * The worker's home for Gemini CLI 0.61.0 (`GEMINI_CLI_HOME`), beside the directories of its incarnations: the next one
 * finds the conversation of the last. A settings file that the environment names is not read by 0.61.0 unless root owns
 * it and every directory above it, so the user's settings cannot be added to from outside.
 */
export function workerHome({ dir, worker }: Pick<AgentLaunch, 'dir' | 'worker'>): string {
  return join(dirname(dir), `gemini-home-${worker}`)
}

/** Makes the worker's directory, and links in it what the user's holds. */
export async function makeHome(home: string, userDir: string): Promise<string> {
  const directory = join(home, '.gemini')
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await Promise.all((await readdir(directory)).map(name => removeLink(join(directory, name))))
  const names = await readdir(userDir).catch(() => [])
  await Promise.all(names.filter(name => !isOwn(name)).map(name => link(join(userDir, name), join(directory, name))))
  return directory
}

function isOwn(name: string): boolean {
  return OWN.has(name) || name.startsWith('projects.json.')
}

/** What the user has removed is not to be found here either. */
async function removeLink(path: string): Promise<void> {
  if ((await lstat(path)).isSymbolicLink()) await rm(path)
}

// The program writes a login anew by renaming: what stands there then is older than the user's at the next start.
async function link(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true })
  await symlink(from, to)
}
