import { chmod, chown, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createGit } from '../../../src/adapters/git/create-git.ts'
import type { GitOptions } from '../../../src/adapters/git/repository/git-options.ts'
import { PreconditionError } from '../../../src/core/model/errors.ts'
import type { CommitSha } from '../../../src/core/model/ids.ts'
import { type Fixture, fixture, specOf } from './support/repository.ts'

test("a usable repository passes the inspection, also a bare one, and also if czar's own branches exist", async () => {
  const { git, options, repo, folder, run, worktree } = await fixture()
  await git.inspect()
  await worktree('a')
  await worktree('b')
  run(['worktree', 'remove', join(options.worktreesDir, 'b')])
  await git.inspect()
  run(['clone', '-q', '--bare', repo, join(folder, 'bare.git')])
  const bare = createGit({ ...options, repo: join(folder, 'bare.git'), branches: [{ worker: 'n', branch: 'feat/n' }] })
  await bare.inspect()
})

test('all faults of the branches are reported at once, each with a remedy, and nothing is created', async () => {
  const { options, run, commit, folder } = await fixture()
  for (const name of ['feat/old', 'feat/new_api', 'deep']) run(['branch', name])
  run(['switch', '-qc', 'feat/worked'])
  await commit({ 'x.txt': 'x' })
  run(['switch', '-q', 'main'])
  run(['worktree', 'add', '-q', '-b', 'feat/busy', join(folder, 'mine')])
  const names = ['feat/old', 'feat/worked', 'feat/busy', 'feat/NEW-api', 'deep/er', 'bad..name', '-rf', 'main', 'feat/fine']
  const branches = names.map((branch, at) => ({ worker: `w${at}`, branch }))
  const before = run(['for-each-ref'])
  const findings = await findingsOf({ ...options, branches, remote: 'upstream' })
  expect(findings).toEqual([
    "remote upstream does not exist: git -C 'REPO' remote add upstream URL",
    "worker w0: branch feat/old exists already, without commits that main lacks: delete it: git -C 'REPO' branch -d feat/old; or write another `branch:` for w0",
    "worker w1: branch feat/worked exists already, with 1 commit beyond main: to go on from it, merge into main (git -C 'REPO' merge feat/worked) and delete it (git -C 'REPO' branch -d feat/worked); to begin anew, write another `branch:` for w1, or give the work up (git -C 'REPO' branch -D feat/worked)",
    expect.stringMatching(/^worker w2: branch feat\/busy is checked out in .*\/mine: switch that to another branch, or write another/),
    expect.stringContaining('worker w3: branch feat/NEW-api differs from the existing branch feat/new_api only in its spelling'),
    expect.stringContaining('worker w4: branch deep/er cannot be made beside the branch deep'),
    expect.stringContaining('worker w5: branch bad..name is not a name that git allows'),
    expect.stringContaining('worker w6: branch -rf is not a name that git allows'),
    expect.stringContaining('worker w7: branch main is the base itself'),
  ])
  expect(run(['for-each-ref'])).toBe(before)
  expect(await readdir(folder)).not.toContain('trees')
})

test("a branch that another project of czar made is reported with that project's name and a free name, and never with a command that deletes it", async () => {
  const { options, run, folder } = await fixture()
  const alpha = { ...options, project: 'alpha', worktreesDir: join(folder, 'alpha') }
  const beta = { ...options, project: 'beta', worktreesDir: join(folder, 'beta') }
  const git = createGit(alpha)
  for (const worker of ['a', 'b']) await git.ensureWorktree(specOf(alpha, worker))
  run(['worktree', 'remove', join(alpha.worktreesDir, 'b')])
  const words = (worker: string) =>
    `worker ${worker}: branch feat/${worker} belongs to the project alpha, which works in the same repository: write another \`branch:\` for ${worker}, such as \`branch: beta/${worker}\``
  expect(await findingsOf(beta)).toEqual([words('a'), words('b')])
  await createGit({ ...beta, branches: ['a', 'b', 'c'].map(worker => ({ worker, branch: `beta/${worker}` })) }).inspect()
  await git.inspect()
  // A branch of a version of czar that did not write the name, and a reflog that was deleted.
  run(['reflog', 'expire', '--expire=all', 'feat/b'])
  expect((await findingsOf(beta))[1]).toContain('worker b: branch feat/b belongs to another project of czar, which works')
  // After a clean-up of the other project, its branches are free.
  run(['worktree', 'remove', join(alpha.worktreesDir, 'a')])
  await git.releaseBranches({ discard: false, project: 'alpha' })
  await createGit(beta).inspect()
})

test('a missing base is reported with similar branch names, and an empty repository with the command for a first commit', async () => {
  const { options, run, folder } = await fixture()
  expect(await findingsOf({ ...options, base: 'mian' })).toEqual(['base mian does not exist: did you mean main?'])
  expect(await findingsOf({ ...options, base: 'master' })).toEqual(['base master does not exist: did you mean main?'])
  run(['init', '-q', join(folder, 'empty')])
  expect(await findingsOf({ ...options, repo: join(folder, 'empty') })).toEqual([expect.stringContaining('has no commit yet')])
})

test('a path that is not a repository, or not its top folder, is reported with the path to write instead', async () => {
  const { options, repo, folder } = await fixture()
  await mkdir(join(repo, 'inner'))
  await writeFile(join(folder, 'file'), '')
  const why = async (path: string) => failure({ ...options, repo: path }).then(({ message, hint }) => `${message}; ${hint}`)
  expect(await why(join(folder, 'nowhere'))).toContain('nowhere does not exist')
  expect(await why(join(folder, 'file'))).toContain('is a file, not a folder')
  expect(await why(join(folder, 'home'))).toMatch(/is not a git repository; git -C .* init/)
  expect(await why(join(repo, 'inner'))).toContain(`it lies inside the repository ${repo}: set`)
})

test('a git that is too old is reported with its version, and a missing git by its name', async () => {
  const { options, folder } = await fixture()
  await mkdir(join(folder, 'bin'))
  await writeFile(join(folder, 'bin', 'git'), '#!/bin/sh\necho git version 2.37.1\n')
  await chmod(join(folder, 'bin', 'git'), 0o755)
  expect((await failure({ ...options, env: { PATH: join(folder, 'bin') } })).message).toBe(
    'git 2.39 or newer is needed, but this is git version 2.37.1',
  )
  await expect(createGit({ ...options, env: { PATH: join(folder, 'home') } }).inspect()).rejects.toMatchObject({ reason: 'missing' })
})

test('a URL is cloned once, completely or not at all; a folder that is not a clone of it is refused', async () => {
  const { options, repo, folder, run } = await fixture()
  const target = { ...options, repoUrl: `file://${repo}`, repo: join(folder, 'clones', 'copy') }
  await expect(createGit({ ...target, repoUrl: `file://${folder}/none` }).inspect()).rejects.toMatchObject({ code: 'tool' })
  expect(await readdir(join(folder, 'clones'))).toEqual([])
  const git = createGit(target)
  await git.inspect()
  await git.inspect()
  const seat = { worker: 'a' as never, path: join(options.worktreesDir, 'a'), branch: 'feat/a', base: 'main', includes: [], identity: null }
  expect((await git.ensureWorktree(seat)).startSha).toBe(run(['rev-parse', 'main']))
  expect((await failure({ ...target, repoUrl: 'https://example.com/other.git' })).message).toContain(
    'is not a clone of https://example.com/other.git',
  )
})

test('a shallow clone is accepted', async () => {
  const { options, repo, folder, run, commit } = await fixture()
  await commit({ 'x.txt': 'x' })
  run(['clone', '-q', '--depth', '1', `file://${repo}`, join(folder, 'shallow')])
  const { commonDir } = await createGit({ ...options, repo: join(folder, 'shallow') }).inspect()
  expect(commonDir).toContain('shallow')
})

async function failure(options: GitOptions): Promise<PreconditionError> {
  const error = await createGit(options)
    .inspect()
    .catch(reason => reason)
  expect(error).toBeInstanceOf(PreconditionError)
  return error as PreconditionError
}

async function findingsOf(options: Fixture['options']): Promise<readonly string[]> {
  return (await failure(options)).details.map(finding => finding.replaceAll(options.repo, 'REPO'))
}

// Only root can change the owner of a folder.
test.skipIf(process.getuid?.() !== 0)('a repository that belongs to another user is not read until git itself allows it', async () => {
  const { options, repo, git } = await fixture()
  await chown(join(repo, '.git'), 12_345, 12_345)
  await chown(repo, 12_345, 12_345)
  await expect(git.inspect()).rejects.toThrow(/dubious ownership|is not a git repository/)
  await chown(join(repo, '.git'), 0, 0)
  await chown(repo, 0, 0)
  await createGit(options).inspect()
})

test('a file that only looks like .git is reported as no repository', async () => {
  const { options, folder } = await fixture()
  const hollow = join(folder, 'hollow')
  await mkdir(join(hollow, '.git', 'refs'), { recursive: true })
  await expect(createGit({ ...options, repo: hollow }).inspect()).rejects.toThrow('is not a git repository')
})

test("a user's branch with the train's name, or a folder of that name, is reported with a remedy; a checked-out branch is not", async () => {
  const omnibus = 'omnibus/sample'
  const foreign = await fixture({ omnibus })
  foreign.run(['branch', omnibus])
  expect((await findingsOf(foreign.options)).join()).toMatch(
    /^merged work: branch omnibus\/sample exists already.*give the project another name/,
  )
  const folder = await fixture({ omnibus })
  folder.run(['branch', 'omnibus'])
  expect((await findingsOf(folder.options)).join()).toContain('cannot be made beside the branch omnibus')
  const own = await fixture({ omnibus })
  const base = own.run(['rev-parse', 'main']) as CommitSha
  await own.git.landing.advance({ branch: omnibus, from: null, to: await own.commit({ one: '1' }), base })
  own.run(['checkout', '-q', omnibus])
  expect(await own.git.inspect()).toMatchObject({ commonDir: expect.any(String) })
})
