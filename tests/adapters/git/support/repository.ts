import { existsSync, renameSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createGit } from '../../../../src/adapters/git/create-git.ts'
import { startFolder } from '../../../../src/adapters/git/refs/start-reference.ts'
import type { GitOptions } from '../../../../src/adapters/git/repository/git-options.ts'
import type { Repository } from '../../../../src/adapters/git/repository/repository.ts'
import type { CommitSha, WorkerId } from '../../../../src/core/model/ids.ts'
import type { GitPort, WorktreeSpec } from '../../../../src/core/ports/git-port.ts'
import { runSmall, runSync } from '../../../support/programs/starter.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'
import { type KeptFolder, readFolder, writeFolder } from './kept-folder.ts'

export interface Fixture {
  /** The folder that holds everything; it is removed at the end of the test. */
  readonly folder: string
  readonly repo: string
  readonly env: Record<string, string>
  readonly options: GitOptions
  readonly git: GitPort
  /** Runs the user's git in `cwd` (the repository by default). Returns its output without the line break at the end. */
  run(args: readonly string[], cwd?: string): string
  /** Writes files (path → content) into `cwd`, commits all of them and returns the commit. */
  commit(files: Readonly<Record<string, string>>, cwd?: string): Promise<CommitSha>
  /** The worktree of `worker`, made on the branch `feat/<worker>`. */
  worktree(worker: string): Promise<{ path: string; branch: string; startSha: CommitSha }>
}

export const asWorker = (id: string): WorkerId => id as WorkerId

const PREFIX = 'czar git #(touch x) ✨ '
/** Kept repositories, by the name of the repository. */
const begun = new Map<string, KeptFolder>()
const scenes = new Map<string, { readonly folder: KeptFolder; readonly made: string }>()

/**
 * Git does not need to sync these files to disk or tidy up in the background, because the folder is deleted within
 * seconds.
 */
const CONFIG = `[user]
\tname = User
\temail = user@example.com
[init]
\tdefaultBranch = main
[core]
\tfsync = none
[gc]
\tauto = 0
[maintenance]
\tauto = false
`

/** A repository with one commit (README.md) on main, its own home folder, and an adapter for workers a, b and c. */
export async function fixture(changes: Partial<GitOptions> = {}, name = 'repo'): Promise<Fixture> {
  const folder = await temporaryDirectory(PREFIX)
  const known = begun.get(name)
  if (known !== undefined) {
    writeFolder(known, folder)
    return fixtureIn(folder, changes, name)
  }
  await writeFiles(join(folder, 'home'), { '.gitconfig': CONFIG })
  await writeFiles(join(folder, name), { 'README.md': 'one\n' })
  const made = fixtureIn(folder, changes, name)
  made.run(['init', '-q'])
  made.run(['add', '-A'])
  made.run(['commit', '-q', '-m', 'Change README.md'])
  begun.set(name, readFolder(folder))
  return made
}

/**
 * A repository after `make` has run in it. `make` runs once per process, and each later test with the same `key` gets a copy. `made` is
 * what `make` returned: plain data, in which paths lead into the copy.
 */
export async function fixtureAfter<Made>(
  key: string,
  make: (it: Fixture) => Promise<Made>,
  changes: Partial<GitOptions> = {},
): Promise<Fixture & { readonly made: Made }> {
  const known = scenes.get(key)
  if (known !== undefined) {
    const folder = await temporaryDirectory(PREFIX)
    writeFolder(known.folder, folder)
    moveStarts(known.folder.path, folder)
    return { ...fixtureIn(folder, changes), made: JSON.parse(known.made.replaceAll(known.folder.path, folder)) }
  }
  const it = await fixture()
  const made = await make(it)
  scenes.set(key, { folder: readFolder(it.folder), made: JSON.stringify(made) })
  return { ...fixtureIn(it.folder, changes), made }
}

/** Czar stores the starts of its branches under a name that depends on the worktrees' folder. */
function moveStarts(from: string, to: string): void {
  const [old, own] = [from, to].map(folder => startFolder({ options: { worktreesDir: worktreesIn(folder) } } as Repository))
  for (const place of ['.git', '.git/logs']) {
    const path = join(to, 'repo', place, `${old}`)
    if (existsSync(path)) renameSync(path, join(to, 'repo', place, `${own}`))
  }
}

const worktreesIn = (folder: string) => join(folder, 'trees')

/** A fixture that also has the worktree of worker a. */
export function withWorker(changes: Partial<GitOptions> = {}) {
  return fixtureAfter('worker a', ({ worktree }) => worktree('a'), changes)
}

function fixtureIn(folder: string, changes: Partial<GitOptions>, name = 'repo'): Fixture {
  const repo = join(folder, name)
  const env = { PATH: process.env['PATH'] ?? '', HOME: join(folder, 'home') }
  const run = (args: readonly string[], cwd = repo) => runSync('git', args, { cwd, env }).replace(/\n$/, '')
  const options = { ...defaults(folder, repo, env), ...changes }
  const git = createGit(options)
  const commit = async (files: Readonly<Record<string, string>>, cwd = repo) => {
    await writeFiles(cwd, files)
    run(['add', '-A'], cwd)
    // With `core.abbrev=no`, `commit` prints the full hash. That saves a third of the git programs.
    const said = run(['-c', 'core.abbrev=no', 'commit', '-m', `Change ${Object.keys(files).join(', ')}`.replaceAll('\n', ' ')], cwd)
    return /[0-9a-f]{40,}(?=\])/.exec(said)?.[0] as CommitSha
  }
  const worktree = (worker: string) => git.ensureWorktree(specOf(options, worker))
  return { folder, repo, env, options, git, run, commit, worktree }
}

/** The request for a worker's worktree: on the branch `feat/<worker>`, started from base. */
export function specOf({ worktreesDir, base }: GitOptions, worker: string): WorktreeSpec {
  return { worker: asWorker(worker), path: join(worktreesDir, worker), branch: `feat/${worker}`, base, includes: [], identity: null }
}

function defaults(folder: string, repo: string, env: Record<string, string>): GitOptions {
  return {
    repo,
    repoUrl: null,
    base: 'main',
    remote: null,
    worktreesDir: worktreesIn(folder),
    branches: ['a', 'b', 'c'].map(worker => ({ worker, branch: `feat/${worker}` })),
    lockDir: join(folder, 'locks'),
    scratchDir: join(folder, 'scratch'),
    env,
    run: runSmall,
  }
}

export async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
}
