import { mkdir, readdir, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { PreconditionError } from '../../../core/model/errors.ts'
import { shellWord } from '../../../core/text/shell-word.ts'
import { gitEnvironment } from '../repository/git-environment.ts'
import type { GitOptions } from '../repository/git-options.ts'
import { runPorcelain } from '../repository/run-porcelain.ts'
import { beginDraft, clearDrafts } from './clone-draft.ts'
import { connect } from './connect.ts'
import { runRemote } from './run-remote.ts'

const CLONE_TIMEOUT_MS = 30 * 60_000

/**
 * Clones `url` to `options.repo`, unless that exists already. If a clone is interrupted, nothing is left at that path, and the next clone
 * deletes what is left beside it.
 */
export async function cloneOnce(options: GitOptions, url: string): Promise<void> {
  if ((await readdir(options.repo).catch(() => [])).length > 0) return checkOrigin(options, url)
  const parent = dirname(options.repo)
  await mkdir(parent, { recursive: true })
  await clearDrafts(options.repo)
  const draft = await beginDraft(options.repo)
  try {
    const own = await runPorcelain(['config', '--get', 'core.sshCommand'], callIn(options, parent)).catch(() => '')
    const args = ['clone', '--quiet', '--no-checkout', '--', url, draft.repository]
    await connect(options, own.trim(), env => runRemote(args, { cwd: parent, env, timeoutMs: CLONE_TIMEOUT_MS }))
    await rename(draft.repository, options.repo)
  } finally {
    await draft.discard()
  }
}

async function checkOrigin(options: GitOptions, url: string): Promise<void> {
  const origin = await runPorcelain(['config', '--get', 'remote.origin.url'], callIn(options, options.repo)).catch(() => '')
  if (origin.trim() === url) return
  throw new PreconditionError(
    `${options.repo} is not a clone of ${url}: ${origin.trim() ? `its origin is ${origin.trim()}` : 'it has no origin'}`,
    {
      hint: `mv ${shellWord(options.repo)} ${shellWord(`${options.repo}.old`)}   # then run the same again`,
    },
  )
}

function callIn({ env }: GitOptions, cwd: string) {
  return { cwd, env: { ...gitEnvironment(env), GIT_CEILING_DIRECTORIES: dirname(cwd) }, timeoutMs: 10_000 }
}
