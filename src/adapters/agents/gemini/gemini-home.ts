import { lstat, mkdir, readdir, rm, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { AgentLaunch } from '../../../core/ports/agents-port.ts'

/**
 * Files that each worker has for itself: settings with czar's hooks, the usual key bindings, and its own conversations. Everything else in
 * the user's directory (login, extensions, commands, memory) is used through symbolic links.
 */
const OWN = new Set(['settings.json', 'keybindings.json', 'tmp', 'history', 'projects.json', 'trustedFolders.json', 'state.json'])

/** The user's directory of Gemini CLI, which czar only reads. */
export function userDirectory(env: Readonly<Record<string, string>>): string {
  return join(env['GEMINI_CLI_HOME'] ?? env['HOME'] ?? '', '.gemini')
}

/**
 * The worker's own home directory for Gemini CLI 0.61.0 (`GEMINI_CLI_HOME`). It stays the same at each start of the agent, so that a
 * restarted agent finds its last conversation. Czar cannot add to the user's settings by an environment variable, because 0.61.0 reads a
 * settings file that is named there only if root owns it and every directory above it.
 */
export function workerHome({ dir, worker }: Pick<AgentLaunch, 'dir' | 'worker'>): string {
  return join(dirname(dir), `gemini-home-${worker}`)
}

/** Creates the worker's directory and links the user's files into it. */
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

/** Removes an old link. So a file that the user has deleted disappears here too. */
async function removeLink(path: string): Promise<void> {
  if ((await lstat(path)).isSymbolicLink()) await rm(path)
}

// Links a file of the user. When Gemini CLI writes a login, it replaces the link by a file. At the next start the user's own file is used
// again, if it is newer.
async function link(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true })
  await symlink(from, to)
}
