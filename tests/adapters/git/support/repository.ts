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
  /** Holds everything; removed at the end of the test. */
  readonly folder: string
  readonly repo: string
  readonly env: Record<string, string>
  readonly options: GitOptions
  readonly git: GitPort
  /** Runs the user's git in `cwd` (the repository unless given); its output without the line break at the end. */
  run(args: readonly string[], cwd?: string): string
  /** Writes files (path → content) into `cwd`, commits them all and gives the commit. */
  commit(files: Readonly<Record<string, string>>, cwd?: string): Promise<CommitSha>
  /** The worktree of `worker`, made on the branch `feat/<worker>`. */
  worktree(worker: string): Promise<{ path: string; branch: string; startSha: CommitSha }>
}

export const asWorker = (id: string): WorkerId => id as WorkerId

const PREFIX = 'czar git #(touch x) ✨ '
/** By the name of the repository. */
const begun = new Map<string, KeptFolder>()
const scenes = new Map<string, { readonly folder: KeptFolder; readonly made: string }>()

/** Nothing is written for good, and nothing is tidied up in the background: the folder is gone in a second. */
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
 * A fixture after `make`, which is done once in this process: tests that begin alike get a copy each. `key` is the name of what it
 * makes, and `made` what it gave: plain data, in which the folder is the copy's.
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

/** What the czar keeps of the starts of its branches goes by the folder of the worktrees. */
function moveStarts(from: string, to: string): void {
  const [old, own] = [from, to].map(folder => startFolder({ options: { worktreesDir: worktreesIn(folder) } } as Repository))
  for (const place of ['.git', '.git/logs']) {
    const path = join(to, 'repo', place, `${old}`)
    if (existsSync(path)) renameSync(path, join(to, 'repo', place, `${own}`))
  }
}

const worktreesIn = (folder: string) => join(folder, 'trees')

/** A fixture with the worktree of worker a. */
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
    // `commit` tells the whole name itself: a third of the programs less.
    const said = run(['-c', 'core.abbrev=no', 'commit', '-m', `Change ${Object.keys(files).join(', ')}`.replaceAll('\n', ' ')], cwd)
    return /[0-9a-f]{40,}(?=\])/.exec(said)?.[0] as CommitSha
  }
  const worktree = (worker: string) => git.ensureWorktree(seatOf(options, worker))
  return { folder, repo, env, options, git, run, commit, worktree }
}

/** What a worker's worktree is asked for with: on the branch `feat/<worker>`, from the base. */
export function seatOf({ worktreesDir, base }: GitOptions, worker: string): WorktreeSpec {
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
