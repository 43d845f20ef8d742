import { lstat, mkdir, readdir, rm, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { AgentLaunch } from '../../../core/ports/agents-port.ts'

/**
 * Files that each worker has for itself: settings with the czar's hooks, default key bindings, and its own
 * conversations. Everything else in the user's directory (login, extensions, commands, memory) is reached through links.
 */
const OWN = new Set(['settings.json', 'keybindings.json', 'tmp', 'history', 'projects.json', 'trustedFolders.json', 'state.json'])

/** The user's directory of Gemini CLI; it is only read. */
export function userDirectory(env: Readonly<Record<string, string>>): string {
  return join(env['GEMINI_CLI_HOME'] ?? env['HOME'] ?? '', '.gemini')
}

/**
 * The worker's home for Gemini CLI 0.61.0 (`GEMINI_CLI_HOME`). It is beside the incarnations' directories, so that the next incarnation
 * finds the last conversation. Czar cannot extend the user's settings by an environment variable: 0.61.0 reads a settings file named there
 * only if root owns it and every directory above it.
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

/** Removes old links, so that files the user has deleted disappear here too. */
async function removeLink(path: string): Promise<void> {
  if ((await lstat(path)).isSymbolicLink()) await rm(path)
}

// Gemini CLI replaces the link by a file when it rewrites a login. At the next start the user's own file counts again if
// it is newer.
async function link(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true })
  await symlink(from, to)
}
