import { lstat, readFile, realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { ToolError } from '../../../core/model/errors.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import type { Repository } from './repository.ts'

/** A linked worktree that czar has just checked: its folder, and its directory in `.git/worktrees/`. */
export interface Worktree {
  readonly path: string
  readonly gitDir: string
}

/**
 * Makes sure that `path` is the top folder of a linked worktree of this repository. It does not ask git: if the folder's `.git` were
 * missing, git would answer for a repository around it.
 */
export async function locateWorktree(repository: Repository, path: string): Promise<Worktree> {
  const pointer = await readPointer(path)
  const gitDir = await realpath(resolve(path, pointer)).catch(() => null)
  if (gitDir === null) throw gone(path, `its .git names ${pointer}, which is not there`)
  if (dirname(dirname(gitDir)) !== repository.commonDir || basename(dirname(gitDir)) !== 'worktrees') {
    throw gone(path, `it belongs to another repository (${gitDir})`)
  }
  const back = (await readFile(join(gitDir, 'gitdir'), 'utf8').catch(() => '')).trim()
  if ((await realpath(dirname(resolve(gitDir, back))).catch(() => null)) !== (await realpath(path))) {
    throw gone(path, `git knows it at ${dirname(back)}; after moving a worktree run \`git worktree repair ${path}\``)
  }
  return { path, gitDir }
}

/** The advice for a folder that may contain a person's work. Czar never writes to such a folder. */
const MOVE_AWAY = 'move the folder away, and czar makes a new worktree'

async function readPointer(path: string): Promise<string> {
  const file = join(path, '.git')
  const stats = await lstat(file).catch(() => null)
  if (stats === null)
    throw gone(path, (await lstat(path).catch(() => null)) ? `its .git is missing; ${MOVE_AWAY}` : 'the folder is missing')
  if (!stats.isFile()) throw gone(path, `its .git is not that of a linked worktree; ${MOVE_AWAY}`)
  const match = /^gitdir: (.+?)\n*$/s.exec(await readFile(file, 'utf8'))
  if (!match?.[1]) throw gone(path, `its .git file is damaged; ${MOVE_AWAY}`)
  return match[1]
}

function gone(path: string, why: string): ToolError {
  return new ToolError(`${path} is no longer a worktree of this repository: ${why}`, {
    command: ['git', '-C', path, 'rev-parse', '--show-toplevel'],
    cwd: path,
    reason: 'target-gone',
    hint: `ls -la ${shellWord(path)}   # what was committed is on its branch`,
  })
}
