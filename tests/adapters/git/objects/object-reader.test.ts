import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { createObjectReader, type ReaderTimes } from '../../../../src/adapters/git/objects/object-reader.ts'
import { resolveCommits } from '../../../../src/adapters/git/refs/start-reference.ts'
import { fileAt } from '../../../../src/adapters/git/repository/file-at.ts'
import { openRepository } from '../../../../src/adapters/git/repository/repository.ts'
import type { CommitSha } from '../../../../src/core/model/ids.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'
import { countingGit } from '../support/counting-git.ts'
import { type Fixture, fixture } from '../support/repository.ts'

const TIMES: ReaderTimes = { restMs: 30_000, renewMs: 300_000, patienceMs: 20_000 }

function reader({ repo, env }: Pick<Fixture, 'repo' | 'env'>, times: Partial<ReaderTimes> = {}) {
  return createObjectReader({ commonDir: join(repo, '.git'), args: [], env }, { ...TIMES, ...times })
}

/** The processes that read objects of this repository. */
function readersOf(repo: string): readonly number[] {
  const isReader = (pid: string) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      return words.includes('--batch-command') && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`GIT_DIR=${repo}/.git\0`)
    } catch {
      return false
    }
  }
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && isReader(name))
    .map(Number)
}

test('many object requests at once cost one git process, and each request gets its own answer', async () => {
  const { folder, repo, env, commit, run } = await fixture()
  const head = await commit({ 'a.txt': 'one\ntwo\n', 'empty.txt': '' })
  const counted = await countingGit(join(folder, 'bin'), env['PATH'] ?? '')
  const objects = reader({ repo, env: { ...env, PATH: counted.path } })
  const blob = run(['rev-parse', `${head}:a.txt`])
  const answers = await Promise.all([
    objects.facts(['refs/heads/main^{commit}', 'refs/heads/nothing^{commit}', `${head}:a.txt`, `${head}^{tree}`]),
    objects.content(blob),
    objects.facts([`${head}:no such file`, `${head}:a.txt`]),
    objects.content(run(['rev-parse', `${head}:empty.txt`])),
  ])
  const file = { oid: blob, type: 'blob', bytes: 8 }
  expect(answers[0]).toEqual([
    { oid: head, type: 'commit', bytes: expect.any(Number) },
    null,
    file,
    { oid: run(['rev-parse', `${head}^{tree}`]), type: 'tree', bytes: expect.any(Number) },
  ])
  expect([String(answers[1]), answers[2], String(answers[3])]).toEqual(['one\ntwo\n', [null, file], ''])
  expect(counted.count()).toBe(1)
})

test('an object name with a line break does not count as two requests', async () => {
  const world = await fixture()
  const objects = reader(world)
  expect(await objects.facts(['HEAD\ncontents HEAD'])).toBeNull()
  expect(await objects.facts(['HEAD'])).toMatchObject([{ type: 'commit' }])
})

test('the reader sees objects that are created, moved, packed or pruned meanwhile', async () => {
  const world = await fixture()
  const { repo, commit, run } = world
  const objects = reader(world)
  const oids = async (...names: string[]) => (await objects.facts(names))?.map(facts => facts?.oid ?? null)
  expect(await oids('refs/heads/main')).toEqual([run(['rev-parse', 'main'])])
  const next = await commit({ 'a.txt': 'one\n' })
  expect(await oids('refs/heads/main', next)).toEqual([next, next])
  run(['repack', '-q', '-a', '-d'])
  run(['pack-refs', '--all'])
  expect(await oids('refs/heads/main', `${next}^{commit}`)).toEqual([next, next])
  run(['reset', '-q', '--hard', 'HEAD~1'])
  run(['reflog', 'expire', '--expire=all', '--all'])
  run(['gc', '-q', '--prune=now'])
  await rm(join(repo, '.git', 'ORIG_HEAD'), { force: true })
  expect(await oids('refs/heads/main', `${next}^{commit}`)).toEqual([run(['rev-parse', 'main']), null])
})

test('the reader finds objects of another repository that is added as an alternate meanwhile', async () => {
  const world = await fixture()
  const other = await fixture()
  const lent = await other.commit({ 'lent.txt': 'lent\n' })
  const objects = reader(world)
  expect(await objects.facts([lent])).toEqual([null])
  const info = join(world.repo, '.git', 'objects', 'info')
  await mkdir(info, { recursive: true })
  await writeFile(join(info, 'alternates'), `${JSON.stringify(join(other.repo, '.git', 'objects'))}\n`)
  expect(await objects.facts([lent])).toMatchObject([{ oid: lent }])
})

test('a reader process that dies is replaced, and the request is repeated', async () => {
  const world = await fixture()
  const objects = reader(world)
  await objects.facts(['HEAD'])
  const [pid = 0] = readersOf(world.repo)
  process.kill(pid, 'SIGSTOP')
  const answer = objects.facts(['HEAD'])
  process.kill(pid, 'SIGKILL')
  expect(await answer).toMatchObject([{ type: 'commit' }])
  expect(readersOf(world.repo)).not.toContain(pid)
})

test('a reader process that hangs is ended, and the request is repeated', async () => {
  const world = await fixture()
  const objects = reader(world, { patienceMs: 300 })
  await objects.facts(['HEAD'])
  const [pid = 0] = readersOf(world.repo)
  process.kill(pid, 'SIGSTOP')
  expect(await objects.facts(['HEAD'])).toMatchObject([{ type: 'commit' }])
  await vi.waitFor(() => expect(readersOf(world.repo)).not.toContain(pid))
})

test('a reader process ends after a time without requests, and does not run in a folder of the repository', async () => {
  const world = await fixture()
  const objects = reader(world, { restMs: 200 })
  await objects.facts(['HEAD'])
  expect(readersOf(world.repo).map(pid => readlinkSync(`/proc/${pid}/cwd`))).toEqual(['/'])
  await vi.waitFor(() => expect(readersOf(world.repo)).toEqual([]))
  expect(await objects.facts(['HEAD'])).toMatchObject([{ type: 'commit' }])
})

test('a czar process that finishes or is killed leaves no reader process', async () => {
  const world = await fixture()
  const room = join(import.meta.dirname, '../../../../src/adapters/git/objects/object-reader.ts')
  const settings = { commonDir: join(world.repo, '.git'), args: [], env: world.env }
  const script = (last: string) => `const { createObjectReader } = await import(${JSON.stringify(room)})
    console.log((await createObjectReader(${JSON.stringify(settings)}).facts(['HEAD']))[0].type); ${last}`
  const ask = (last: string) => execFileSync(process.execPath, ['--input-type=module', '-e', script(last)], { encoding: 'utf8' })
  expect(ask('')).toBe('commit\n')
  expect(() => ask("process.kill(process.pid, 'SIGKILL')")).toThrow()
  await vi.waitFor(() => expect(readersOf(world.repo)).toEqual([]))
})

test('if git cannot read objects in a batch, czar starts one git process per request', async () => {
  const world = await fixture()
  const head = await world.commit({ 'a.txt': 'one\n' })
  const bin = join(world.folder, 'old')
  await mkdir(bin)
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  const old = `#!/bin/sh\ncase "$*" in *--batch-command*) exit 129;; esac\nexec ${real} "$@"\n`
  await writeFile(join(bin, 'git'), old, { mode: 0o755 })
  const repository = await openRepository({ ...world.options, env: { ...world.env, PATH: `${bin}:${world.env['PATH']}` } })
  expect(await resolveCommits(repository, ['refs/heads/main', 'refs/heads/none'])).toEqual([head, null])
  expect(await fileAt(repository, head, 'a.txt')).toBe('one\n')
})

test('a large file, a folder, a link and a file of any name are read as by git itself', async () => {
  const world = await fixture()
  const large = 'x'.repeat(3 * 1024 * 1024)
  const head = await world.commit({ 'large.txt': large, 'a/b.txt': 'b', 'line\nbreak.txt': 'odd', ' spaced "ü".txt': 'spaced' })
  const repository = await openRepository(world.options)
  const texts = await Promise.all(
    ['large.txt', 'a', 'a/b.txt', 'line\nbreak.txt', ' spaced "ü".txt'].map(path => fileAt(repository, head, path)),
  )
  expect(texts).toEqual([large, null, 'b', 'odd', 'spaced'])
})

test('objects of a SHA-256 repository and of a shallow clone are read', async () => {
  const { env, repo, commit } = await fixture()
  const folder = await temporaryDirectory('czar-objects-')
  const head = await commit({ 'a.txt': 'one\n' })
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, env, encoding: 'utf8' }).trim()
  git('init', '-q', '--object-format=sha256', 'wide')
  git('-C', 'wide', 'commit', '-q', '--allow-empty', '-m', 'first')
  const wide = git('-C', 'wide', 'rev-parse', 'HEAD') as CommitSha
  expect(await reader({ repo: join(folder, 'wide'), env }).facts(['HEAD'])).toMatchObject([{ oid: wide }])
  git('clone', '-q', '--depth=1', `file://${encodeURI(repo)}`, 'shallow')
  const objects = reader({ repo: join(folder, 'shallow'), env })
  expect(await objects.facts([head, `${head}^1`])).toMatchObject([{ oid: head }, null])
})
