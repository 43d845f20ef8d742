import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { ToolError } from '../../../core/model/errors.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import { gitEnvironment, SAFE_CONFIG } from '../repository/git-environment.ts'

export interface ShowChanges {
  /** Absolute path of the worktree. */
  readonly worktree: string
  /** The commit with which the worktree is compared: the commit where it started. */
  readonly since: string
  /** The shell command of a pager. null: the output is no terminal. */
  readonly pager: string | null
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * Shows in this process's terminal how a worktree differs from a commit, including new files. The worktree is only read: new files are
 * listed in a copy of its index. Diff programs that the repository configures do not run. 'nothing' means that there are no changes, and
 * that nothing was shown.
 */
export async function showChanges({ worktree, since, pager, env }: ShowChanges): Promise<'shown' | 'nothing'> {
  const scratch = await mkdtemp(join(tmpdir(), 'czar-diff-'))
  try {
    const index = join(scratch, 'index')
    const own = { ...gitEnvironment(env), GIT_INDEX_FILE: index }
    const call = { cwd: worktree, env: own, extendEnv: false } as const
    const { stdout } = await execa('git', ['rev-parse', '--path-format=absolute', '--git-path', 'index'], {
      ...call,
      env: gitEnvironment(env),
    })
    await copyFile(stdout, index)
    await execa('git', [...safe(), 'add', '--intent-to-add', '--ignore-errors', '--', '.'], { ...call, reject: false })
    const diff = ['diff', '--no-ext-diff', '--no-textconv']
    const quiet = await execa('git', [...safe(), ...diff, '--quiet', since, '--'], { ...call, reject: false })
    if (quiet.exitCode === 0) return 'nothing'
    await execa('git', [...(pager === null ? [] : ['--paginate']), ...safe(pager), ...diff, since, '--'], {
      ...call,
      env: { ...own, ...terminal(env), ...(pager === null ? {} : { GIT_PAGER: pager }) },
      stdio: 'inherit',
    })
    return 'shown'
  } catch (error) {
    throw new ToolError(`the changes in ${worktree} cannot be shown`, {
      command: ['git', 'diff', since],
      cwd: worktree,
      reason: 'failed',
      hint: `git -C ${shellWord(worktree)} status`,
      cause: error,
    })
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

function safe(pager: string | null = null): readonly string[] {
  return [...SAFE_CONFIG, ...(pager === null ? [] : ['color.ui=auto'])].flatMap(setting => ['-c', setting])
}

function terminal({ TERM, LESS, LESSCHARSET, LANG, LC_ALL, LC_CTYPE }: ShowChanges['env']): Record<string, string> {
  const known = Object.entries({ TERM, LESS, LESSCHARSET, LANG, LC_CTYPE, LC_ALL: LC_ALL ?? LANG }).filter(
    ([, value]) => value !== undefined,
  )
  return Object.fromEntries(known) as Record<string, string>
}
