import { execFileSync } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CommitSha } from '../../../src/core/model/ids.ts'
import type { WorkContent } from '../../../src/core/ports/work-content.ts'
import { aPrivateKey } from '../../support/builders/a-private-key.ts'
import { checkWork } from './support/check-work.ts'
import { type Fixture, fixture } from './support/repository.ts'

const SECRET = `aws_secret_access_key = "${'wJalrXUtnFEMI/K7MDENG/bPxRfi'}${'CYzzzzzKEYab'}"`
const OPEN = { owns: [], foreign: [], protect: [] }

async function contentOf({ git }: Fixture, seat: { path: string; branch: string; startSha: CommitSha }): Promise<WorkContent> {
  const { baseline, commit, commits, files } = await checkWork(git, { ...seat, fromSha: seat.startSha, ...OPEN })
  if (baseline === null || commit === null) throw new Error('nothing was claimed')
  return git.content({ path: seat.path, baseline, commit, commits, files })
}

test("file sizes and new folders are counted in the worker's own changes only, whatever the files are called", async () => {
  const world = await fixture()
  const odd = ':(odd) "name"\n*✨.txt'
  await world.commit({ 'kept/one.txt': '1', 'gone.txt': '12345', [odd]: '123' })
  const seat = await world.worktree('a')
  await rm(join(seat.path, 'gone.txt'))
  await world.commit({ [odd]: '', 'kept/two.txt': '22', 'new/deep/er/three.txt': '333' }, seat.path)
  const { entries, newFolders, links, secrets } = await contentOf(world, seat)
  expect(Object.fromEntries(entries.map(({ path, before, after }) => [path, [before, after]]))).toEqual({
    [odd]: [3, 0],
    'gone.txt': [5, null],
    'kept/two.txt': [null, 2],
    'new/deep/er/three.txt': [null, 3],
  })
  expect(newFolders).toEqual(['new', 'new/deep', 'new/deep/er'])
  expect([links, secrets]).toEqual([[], []])
})

test('a secret is found in each commit of the worker; a secret that was there before or only moved is not reported', async () => {
  const world = await fixture()
  await world.commit({ 'old.env': `${SECRET.replace('CY', 'DZ')}\n` })
  const seat = await world.worktree('a')
  const key = aPrivateKey()
  world.run(['mv', 'old.env', 'new.env'], seat.path)
  await world.commit({ 'my "keys" dir/id_rsa': key, 'src/a.ts': `// secretlint-disable\n${SECRET}\n` }, seat.path)
  await world.commit({ 'src/a.ts': '// nothing\n', 'db.ts': "connect('postgres://app:longpassword@db.example.org/app')\n" }, seat.path)
  const { secrets } = await contentOf(world, seat)
  expect(secrets).toHaveLength(3)
  expect(secrets).toEqual(
    expect.arrayContaining([
      { path: expect.stringContaining('id_rsa'), looksLike: 'private key', isSure: true, isAtTip: true },
      { path: 'src/a.ts', looksLike: 'AWS Secret Access Key', isSure: true, isAtTip: false },
      { path: 'db.ts', looksLike: 'PostgreSQL connection string', isSure: false, isAtTip: true },
    ]),
  )
})

test("content that came by a merge of base is not counted as the worker's", async () => {
  const world = await fixture()
  const seat = await world.worktree('a')
  await world.commit({ 'mine.ts': '1\n' }, seat.path)
  await world.commit({ 'theirs.ts': `${SECRET}\n`, 'node_modules/a/a.js': '1\n' })
  world.run(['merge', '-q', '--no-edit', 'main'], seat.path)
  const { secrets, newFolders, entries } = await contentOf(world, seat)
  expect(entries).toEqual([{ path: 'mine.ts', before: null, after: 2 }])
  expect([secrets, newFolders]).toEqual([[], []])
})

test("a submodule is reported with whether its commit exists in the submodule's origin", async () => {
  const world = await fixture()
  const { run, folder, env } = world
  const origin = join(folder, 'dep')
  await mkdir(origin)
  const make = 'git init -q; echo 1 > one; git add .; git commit -qm one'
  execFileSync('sh', ['-ec', make], { cwd: origin, env })
  const add = ['-c', 'protocol.file.allow=always', 'submodule', 'add', '-q']
  run([...add, origin, 'lib/dep'])
  await world.commit({ 'README.md': 'with a submodule\n' })
  const standings = async (worker: string, change: (path: string) => void) => {
    const seat = await world.worktree(worker)
    run(['-c', 'protocol.file.allow=always', 'submodule', 'update', '-q', '--init'], seat.path)
    change(seat.path)
    run(['commit', '-qm', 'Point elsewhere'], seat.path)
    return (await contentOf(world, seat)).links.map(({ path, standing }) => `${path} ${standing}`)
  }
  const point = (commit: string) => (path: string) => run(['update-index', '--cacheinfo', `160000,${commit},lib/dep`], path)
  expect(await standings('a', path => point('1'.repeat(40))(path))).toEqual(['lib/dep nowhere'])
  const unpushed = (path: string) => {
    execFileSync('sh', ['-ec', 'git commit -q --allow-empty -m two'], { cwd: join(path, 'lib/dep'), env })
    run(['add', 'lib/dep'], path)
  }
  expect(await standings('b', unpushed)).toEqual(['lib/dep here'])
  const nested = (path: string) => {
    execFileSync('sh', ['-ec', 'mkdir -p inner; cd inner; git init -q; git commit -q --allow-empty -m one'], { cwd: path, env })
    run(['-c', 'advice.addEmbeddedRepo=false', 'add', 'inner'], path)
  }
  expect(await standings('c', nested)).toEqual(['inner unlisted'])
})

test('a search for secrets leaves nothing behind in the process', async () => {
  const world = await fixture()
  const seat = await world.worktree('a')
  await world.commit({ 'mine.ts': '1\n' }, seat.path)
  await contentOf(world, seat)
  expect(performance.getEntries().filter(({ name }) => name.startsWith('@core'))).toEqual([])
})
