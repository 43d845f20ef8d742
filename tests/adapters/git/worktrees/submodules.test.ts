import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CommitSha } from '../../../../src/core/model/ids.ts'
import { type Fixture, fixture } from '../support/repository.ts'

const ALLOWED = ['-c', 'protocol.file.allow=always'] as const
const UPDATE = [...ALLOWED, 'submodule', 'update', '-q', '--init', '--recursive'] as const

function shell({ env }: Fixture, cwd: string, script: string): string {
  return execFileSync('sh', ['-ec', script], { cwd, env, encoding: 'utf8' }).trim()
}

/** The repository that submodules come from. The test deletes it before a check, so that the remote is out of reach. */
async function anOrigin(world: Fixture, name: string, script: string): Promise<string> {
  const path = join(world.folder, name)
  await mkdir(path)
  shell(world, path, `git init -q; ${script}; git add -A; git commit -qm one`)
  return path
}

/** A repository with the submodule lib/dep, which has the submodule deep. */
async function withSubmodules(): Promise<Fixture & { readonly head: CommitSha }> {
  const world = await fixture()
  const deep = await anOrigin(world, 'deep', 'echo deep > deep.txt')
  const dep = await anOrigin(world, 'dep', `echo dep > dep.txt; git ${ALLOWED.join(' ')} submodule add -q '${deep}' in/deep`)
  world.run([...ALLOWED, 'submodule', 'add', '-q', '--name', 'the dep', dep, 'lib/dep'])
  world.run(UPDATE)
  const head = await world.commit({ 'README.md': 'with a submodule\n' })
  for (const origin of [deep, dep]) shell(world, world.folder, `rm -rf '${origin}'`)
  return { ...world, head }
}

const proofIn = ({ folder }: Fixture, name = 'proof') => join(folder, 'trees', '.proofs', name)
const read = (...parts: readonly string[]) => readFileSync(join(...parts), 'utf8')

test('a check has the files of submodules and of their submodules, without a remote, and git finds them unchanged', async () => {
  const world = await withSubmodules()
  const { git, run, head, repo } = world
  const [config, refs] = [read(repo, '.git/config'), run(['for-each-ref'])]
  const proof = proofIn(world)
  await git.makeProof(head, proof)
  expect(read(proof, 'lib/dep/dep.txt')).toBe('dep\n')
  expect(read(proof, 'lib/dep/in/deep/deep.txt')).toBe('deep\n')
  expect(run(['status', '--porcelain', '--ignore-submodules=none'], proof)).toBe('')
  expect(run(['submodule', 'status', '--recursive'], proof)).not.toMatch(/^[-+U]/m)
  expect((await git.proofChanges(proof)).filter(line => !line.startsWith('# branch'))).toEqual([])
  expect(await git.emptySubmodules(proof)).toEqual([])
  // A setup command that gets the submodules itself has nothing left to do.
  run(UPDATE, proof)
  await git.removeProof(proof)
  expect(existsSync(proof)).toBe(false)
  expect(run(['worktree', 'list'])).not.toContain('.proofs')
  expect([read(repo, '.git/config'), run(['for-each-ref'])]).toEqual([config, refs])
})

test('what a check does in a submodule stays there: a commit, a hook and a setting reach no other repository', async () => {
  const world = await withSubmodules()
  const { git, head, repo } = world
  const proof = proofIn(world)
  await git.makeProof(head, proof)
  shell(world, join(proof, 'lib/dep'), 'echo more > more; git add more; git commit -qm more; git config core.pager evil; git branch mine')
  expect(
    shell(world, join(repo, 'lib/dep'), 'git branch --list mine; git log --all --format=%s; git config --get core.pager || true'),
  ).toBe('one')
  await git.removeProof(proof)
  const again = proofIn(world, 'again')
  await git.makeProof(head, again)
  expect(await readdir(join(again, 'lib/dep'))).not.toContain('more')
  expect(shell(world, join(repo, 'lib/dep'), 'git fsck --strict 2>&1; git status --porcelain')).toBe('')
})

test("a commit that only a worker's own checkout of the submodule has is found, and no program that this repository configures is started", async () => {
  const world = await withSubmodules()
  const { git, repo, worktree, folder } = world
  const made = await worktree('a')
  shell(
    world,
    made.path,
    `mkdir "$(git rev-parse --git-dir)/modules"; git clone -q '${repo}/.git/modules/the dep' --separate-git-dir="$(git rev-parse --git-dir)/modules/the dep" lib/dep`,
  )
  const script = `echo worker > worker.txt; git add .; git commit -qm worker
    git config core.fsmonitor 'touch "${folder}/started"; false'; git config core.sshCommand 'touch "${folder}/started"; false'
    git config remote.origin.promisor true; git config remote.origin.url ssh://nowhere/x; git config extensions.partialClone origin
    mkdir -p "$(git rev-parse --git-dir)/hooks"; printf '#!/bin/sh\\ntouch "${folder}/started"\\n' > "$(git rev-parse --git-dir)/hooks/post-checkout"
    chmod +x "$(git rev-parse --git-dir)/hooks/post-checkout"`
  shell(world, join(made.path, 'lib/dep'), script)
  const commit = await world.commit({ 'mine.txt': 'x' }, made.path)
  const proof = proofIn(world)
  await git.makeProof(commit, proof)
  expect(read(proof, 'lib/dep/worker.txt')).toBe('worker\n')
  expect(existsSync(join(folder, 'started'))).toBe(false)
})

test('a submodule whose commit nobody here has stays empty and is named, and the check goes on', async () => {
  const world = await withSubmodules()
  const { git, run } = world
  run(['update-index', '--cacheinfo', `160000,${'1'.repeat(40)},lib/dep`])
  run(['commit', '-qm', 'Point elsewhere'])
  const proof = proofIn(world)
  await git.makeProof(run(['rev-parse', 'HEAD']) as CommitSha, proof)
  expect(await git.emptySubmodules(proof)).toEqual(['lib/dep'])
  expect(await readdir(join(proof, 'lib/dep'))).toEqual([])
  expect(run(['status', '--porcelain'], proof)).toBe('')
})

test('a clone whose submodules were never fetched, and a .gitmodules that names odd places, give empty folders and no error', async () => {
  const world = await withSubmodules()
  const { run, repo, git } = world
  shell(world, repo, 'git submodule -q deinit -f --all; rm -rf .git/modules')
  const odd = ['../../evil', '/etc', '-x', 'a/../../b'].map(name => `[submodule "${name}"]\n\tpath = lib/dep\n\turl = x\n`).join('')
  writeFileSync(join(repo, '.gitmodules'), `${odd}[submodule "none"]\n\tpath = README.md\n\turl = x\n`)
  const head = await world.commit({ 'more.txt': '1' })
  const proof = proofIn(world)
  await git.makeProof(head, proof)
  expect(await readdir(join(proof, 'lib/dep'))).toEqual([])
  expect(read(proof, 'README.md')).toBe('with a submodule\n')
  writeFileSync(join(repo, '.gitmodules'), '[not git config')
  const broken = await world.commit({ 'more.txt': '2' })
  await git.makeProof(broken, proofIn(world, 'broken'))
  expect(await git.emptySubmodules(proofIn(world, 'broken'))).toEqual([])
  expect(run(['status', '--porcelain'], proof)).toBe('')
})
