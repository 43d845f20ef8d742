import { access, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { expect, onTestFinished, test } from 'vitest'
import { acquireSupervisorLock } from '../../src/adapters/journal/supervisor-lock.ts'
import { buildGit } from '../../src/cli/compose/build-git.ts'
import { projectPlaceOf } from '../../src/cli/project/project-place.ts'
import type { CommitSha, ProjectName, WorkerId } from '../../src/core/model/ids.ts'
import { aProject, aWorker } from '../support/builders/a-project.ts'
import { runSmall, runText } from '../support/programs/starter.ts'
import { temporaryDirectory } from '../support/temporary.ts'
import { appendEvents, aStateDir } from './support/a-state-dir.ts'
import { czar } from './support/run-in-process.ts'

test('czar clean removes worktrees whose work is on a branch, keeps branches with work, and puts the journal aside', async () => {
  const { env, directory, worktrees, git } = await aLaunchedProject()
  await commit(worktrees[0], 'work.txt')
  const { stdout, code } = await czar(['clean'], { env })
  expect(stdout).toContain(`removed ${worktrees[0]}\nremoved ${worktrees[1]}\nkept branch feat/api with its work\n`)
  expect(code).toBe(0)
  for (const path of [...worktrees, dirname(worktrees[0]), directory]) expect(await isThere(path)).toBe(false)
  expect(await git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/feat/api\nrefs/heads/main')
  expect(await git('log', '-1', '--format=%s', 'feat/api')).toBe('work.txt')
  const aside = /^journal and logs are in (.*)$/m.exec(stdout)?.[1] ?? ''
  expect(await isThere(join(aside, 'journal.sqlite'))).toBe(true)
})

test('czar clean removes the proof of a killed czar too, and ends its processes', async () => {
  const { env, directory, root, git, makeProof } = await aLaunchedProject()
  const proof = await makeProof(join(root, '..', 'proof'))
  const marker = `${hostname()}:${directory}#1`
  const left = execa('sleep', ['60'], { cwd: proof, env: { CZAR_GATE: marker }, reject: false })
  expect(await czar(['clean'], { env })).toMatchObject({ code: 0, stderr: '' })
  expect((await left).signal).toBe('SIGTERM')
  expect(await isThere(proof)).toBe(false)
  expect(await git('worktree', 'list')).not.toContain('proof')
})

test('a later launch does not adopt a branch that czar clean kept, and names the next step', async () => {
  const { env, worktrees, git, inspect } = await aLaunchedProject()
  await commit(worktrees[0], 'work.txt')
  await czar(['clean'], { env })
  const refused = await inspect().catch((error: { details: string[] }) => error.details)
  const here = `git -C ${await git('rev-parse', '--show-toplevel')}`
  expect(refused).toEqual([
    `worker api: branch feat/api exists already, with 1 commit beyond main: to go on from it, merge into main (${here} merge feat/api) and delete it (${here} branch -d feat/api); to begin anew, write another \`branch:\` for api, or give the work up (${here} branch -D feat/api)`,
  ])
  await git('merge', '-q', 'feat/api')
  await git('branch', '-d', 'feat/api')
  await inspect()
})

test('czar clean also removes what a killed czar made but had not recorded', async () => {
  const { env, worktrees, git, make } = await aLaunchedProject()
  const path = await make('late')
  expect(await czar(['clean'], { env })).toMatchObject({ code: 0, stderr: '' })
  for (const worktree of [...worktrees, path]) expect(await isThere(worktree)).toBe(false)
  expect(await git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main')
})

test('if a worktree has work that is nowhere else, czar clean removes nothing and lists the work', async () => {
  const { env, directory, worktrees } = await aLaunchedProject()
  await writeFile(join(worktrees[0], 'draft.txt'), 'not committed')
  const { stderr, code } = await czar(['clean'], { env })
  expect(stderr).toContain(`api: 1 uncommitted path: draft.txt (${worktrees[0]})\n`)
  expect(stderr).toContain('next: commit it there, or give it up, and the branches with it: czar clean -p gateway --discard')
  expect(code).toBe(3)
  for (const path of [...worktrees, directory, join(worktrees[0], 'draft.txt')]) expect(await isThere(path)).toBe(true)
})

test('only czar clean --discard removes such work, with its branches, and keeps the uncommitted part by a rescue ref', async () => {
  const { env, repo, worktrees, git } = await aLaunchedProject()
  await writeFile(join(worktrees[0], 'draft.txt'), 'not committed')
  await commit(worktrees[1], 'work.txt')
  const tip = await git('rev-parse', 'feat/docs')
  const { stdout, stderr, code } = await czar(['clean', '--discard'], { env })
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  expect(stdout).toContain(
    `removed ${worktrees[0]}\n  saved as refs/czar/rescue/api/1: 1 uncommitted file; restore: git -C ${repo} worktree add ${worktrees[0]}-1 refs/czar/rescue/api/1\n`,
  )
  expect(stdout).toContain(
    `dropped branch feat/docs (1 commit), saved as refs/czar/rescue/docs/1; restore: git -C ${repo} branch feat/docs refs/czar/rescue/docs/1\n`,
  )
  expect(await git('rev-parse', 'refs/czar/rescue/docs/1')).toBe(tip)
  expect(await isThere(worktrees[0])).toBe(false)
  expect(await git('branch', '--list', 'feat/*')).toBe('')
  expect(await git('show', 'refs/czar/rescue/api/1:draft.txt')).toBe('not committed')
})

test('czar clean changes nothing while a czar supervises the project', async () => {
  const { env, directory, worktrees } = await aLaunchedProject()
  const lock = acquireSupervisorLock(directory)
  onTestFinished(() => lock.release())
  const { stderr, code } = await czar(['clean', '--discard'], { env })
  expect(stderr).toContain('a czar already supervises')
  expect(code).toBe(3)
  expect(await isThere(worktrees[0])).toBe(true)
})

async function aLaunchedProject() {
  const state = await aStateDir()
  const repo = join(await temporaryDirectory(), 'app')
  await runText('git', ['init', '-q', '-b', 'main', repo])
  await commit(repo, 'first.txt')
  const worktreesDir = join(state.root, '..', 'worktrees')
  const project = aProject({
    name: 'gateway' as ProjectName,
    repo,
    worktreesDir,
    workers: [aWorker('api'), aWorker('docs'), aWorker('late')],
  })
  const directory = await state.project('gateway')
  const git = buildGit(project, projectPlaceOf('gateway', directory, state.env), { ...process.env, ...state.env }, { run: runSmall })
  const make = async (id: string) => {
    const seat = { worker: id as WorkerId, branch: `feat/${id}`, base: 'main', includes: [], identity: null }
    return git.ensureWorktree({ ...seat, path: join(worktreesDir, id) })
  }
  const ready = []
  for (const id of ['api', 'docs'] as WorkerId[]) {
    const { path, branch, startSha } = await make(id)
    ready.push({ kind: 'worktree.ready', worker: id, path, branch, startSha, includes: [] } as const)
  }
  appendEvents(directory, [{ kind: 'project.loaded', project }, ...ready])
  const [api = '', docs = ''] = ready.map(({ path }) => path)
  const ask = (...words: string[]) => runText('git', ['-C', repo, ...words])
  return {
    env: { ...state.env, PATH: process.env['PATH'] ?? '' },
    directory,
    root: state.root,
    repo,
    makeProof: async (path: string) => {
      await git.makeProof((await ask('rev-parse', 'main')) as CommitSha, path)
      return path
    },
    worktrees: [api, docs] as const,
    git: ask,
    make: async (id: string) => (await make(id)).path,
    inspect: () => git.inspect(),
  }
}

async function commit(path: string, file: string): Promise<void> {
  await writeFile(join(path, file), file)
  await runText('git', ['-C', path, 'add', '.'])
  await runText('git', ['-C', path, '-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', file])
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
