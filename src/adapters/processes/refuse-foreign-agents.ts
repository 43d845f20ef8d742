import { existsSync } from 'node:fs'
import { readFile, realpath } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { PreconditionError } from '../../core/model/errors.ts'
import { shellWord } from '../../core/text/shell-word.ts'
import { isInOwnNamespace } from './marked-processes.ts'
import { processTable } from './process-table.ts'
import { ownAncestry } from './process-tree.ts'
import { processesInsideAny } from './processes-inside.ts'

/**
 * Refuses worktrees in which an agent of another fleet works, because two agents in one worktree undo each other's work. Czar recognises
 * such an agent by the environment variables that its own czar gave it (Linux). `owner` is the project directory of the caller.
 */
export async function refuseForeignAgents(worktrees: readonly string[], owner: string): Promise<void> {
  const folders = await Promise.all(worktrees.filter(path => existsSync(path)).map(trueName))
  const [inside, self] = await Promise.all([processesInsideAny(folders), trueName(owner)])
  if (inside.length === 0) return
  const own = ownAncestry(processTable())
  const others = inside.filter(({ pid }) => !own.has(pid))
  const found = await Promise.all(others.map(async one => ({ ...one, owner: await ownerOf(one.pid) })))
  const foreign = found.filter(one => one.owner !== null && one.owner !== self)
  const [first] = foreign
  if (first?.owner == null) return
  const pids = foreign.filter(one => one.owner === first.owner).map(({ pid }) => pid)
  throw new PreconditionError(`an agent of another fleet works in ${first.folder}: process ${pids.join(', ')} of ${first.owner}`, {
    hint: endFleet(first.owner, pids),
  })
}

/** The project directory of the czar that started this process as an agent. null: no czar started it. */
async function ownerOf(pid: number): Promise<string | null> {
  const variables = (await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')).split('\0')
  if (!variables.some(variable => variable.startsWith('CZAR_INCARNATION='))) return null
  const owner = variables.find(variable => variable.startsWith('CZAR_PROJECT_DIR='))?.slice('CZAR_PROJECT_DIR='.length)
  return owner !== undefined && (await isInOwnNamespace({ pid })) ? trueName(owner) : null
}

/** The real path of a project directory, so that a directory and a symbolic link to it count as the same owner. */
function trueName(path: string): Promise<string> {
  return realpath(path).catch(() => path)
}

/**
 * The command that ends a foreign fleet. If the fleet's state directory is gone, `czar stop` cannot find the fleet, so the command is
 * `kill`.
 */
function endFleet(owner: string, pids: readonly number[]): string {
  if (!existsSync(owner)) return `kill ${pids.join(' ')}   # its state directory is gone; then run the same again`
  return `CZAR_STATE_DIR=${shellWord(dirname(owner))} czar stop -p ${basename(owner)}   # ends it, its work stays; then run the same again`
}
