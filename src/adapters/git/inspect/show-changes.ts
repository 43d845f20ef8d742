import { copyFile, mkdtemp, rm, stat, utimes } from 'node:fs/promises'
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
 * that nothing was shown. Without a pager, the output is a diff for programs.
 */
export function showChanges({ worktree, since, pager, env }: ShowChanges): Promise<'shown' | 'nothing'> {
  return withNewFiles({ worktree, since, env }, async own => {
    const call = { cwd: worktree, env: own, extendEnv: false } as const
    const quiet = await execa('git', [...safe(), ...DIFF, '--quiet', since, '--'], { ...call, reject: false })
    if (quiet.exitCode === 0) return 'nothing'
    const words = pager === null ? PATCH : ['--paginate', ...safe(pager), ...DIFF]
    await execa('git', [...words, since, '--'], {
      ...call,
      env: { ...own, ...terminal(env), ...(pager === null ? {} : { GIT_PAGER: pager }) },
      stdio: 'inherit',
    })
    return 'shown'
  })
}

/** A unified diff, and whether its end is missing. */
export interface Patch {
  readonly text: string
  readonly isCut: boolean
}

/** Reads the same changes as a unified diff of at most `maxChars` characters. Names of files are not quoted, except control characters. */
export function readPatch(changes: Omit<ShowChanges, 'pager'>, maxChars: number): Promise<Patch> {
  const { worktree, since } = changes
  return withNewFiles(changes, async env => {
    const result = await execa('git', [...PATCH, since, '--'], {
      cwd: worktree,
      env,
      extendEnv: false,
      maxBuffer: maxChars,
      reject: false,
      stripFinalNewline: false,
    })
    if (result.failed && !result.isMaxBuffer) throw result
    return { text: result.stdout, isCut: result.isMaxBuffer }
  })
}

const DIFF = ['diff', '--no-ext-diff', '--no-textconv']

/** A diff for programs: it has the same form whatever the person has configured. */
const PATCH = [
  ...[...SAFE_CONFIG, 'core.quotePath=false', 'diff.noprefix=false', 'diff.mnemonicPrefix=false'].flatMap(setting => ['-c', setting]),
  ...[...DIFF, '--no-color', '--find-renames', '--src-prefix=a/', '--dst-prefix=b/'],
]

/** Calls `work` with an environment in which git also knows the new files of the worktree. */
async function withNewFiles<Result>(
  { worktree, since, env }: Omit<ShowChanges, 'pager'>,
  work: (env: Record<string, string>) => Promise<Result>,
): Promise<Result> {
  const scratch = await mkdtemp(join(tmpdir(), 'czar-diff-'))
  try {
    const index = join(scratch, 'index')
    const own = { ...gitEnvironment(env), GIT_INDEX_FILE: index }
    const call = { cwd: worktree, env: own, extendEnv: false } as const
    const { stdout } = await execa('git', ['rev-parse', '--path-format=absolute', '--git-path', 'index'], {
      ...call,
      env: gitEnvironment(env),
    })
    const { mtimeMs } = await stat(stdout)
    await copyFile(stdout, index)
    // Git reads a file again if the file is not older than the index, because the file may have changed after git looked at it. A new copy
    // would look younger than such a file, and the change would be left out.
    await utimes(index, Math.floor(mtimeMs / 1_000), Math.floor(mtimeMs / 1_000))
    await execa('git', [...safe(), 'add', '--intent-to-add', '--ignore-errors', '--', '.'], { ...call, reject: false })
    return await work(own)
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
