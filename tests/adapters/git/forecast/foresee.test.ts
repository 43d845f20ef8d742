import { readdirSync, rmSync } from 'node:fs'
import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { CommitSha } from '../../../../src/core/model/ids.ts'
import type { Head } from '../../../../src/core/ports/forecast-port.ts'
import { type Fixture, fixture, withWorker, writeFiles } from '../support/repository.ts'

const TEN = Array.from({ length: 10 }, (_, index) => `line ${index}`)
const withLine = (at: number, text: string) => `${TEN.with(at, text).join('\n')}\n`

async function headOf(made: Fixture, name: string, files: Readonly<Record<string, string>>, from = 'main'): Promise<Head> {
  made.run(['checkout', '-q', '-b', name, from])
  const commit = await made.commit(files)
  made.run(['checkout', '-q', 'main'])
  return { commit, tree: null, path: null }
}

/** Branches a and b, which start from one commit with the files of `base`. */
async function heads(base: Readonly<Record<string, string>>, a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>) {
  const made = await fixture()
  await made.commit(base)
  const [ours, theirs] = [await headOf(made, 'a', a), await headOf(made, 'b', b)]
  return { made, ours, theirs }
}

const objectsOf = ({ repo }: Fixture) => readdirSync(join(repo, '.git', 'objects'), { recursive: true }).length

describe('a trial merge of two branches', () => {
  test('that change different parts is clean, and adds no object to the repository', async () => {
    const { made, ours, theirs } = await heads({ f: withLine(0, 'x') }, { f: withLine(0, 'a') }, { f: `${withLine(0, 'x')}end\n` })
    const before = objectsOf(made)
    expect(await made.git.forecast.foresee([{ ours, theirs }])).toEqual([{ kind: 'clean' }])
    expect(objectsOf(made)).toBe(before)
    expect(made.run(['status', '--porcelain'])).toBe('')
  })

  test('that change the same line conflicts, with line, symbol and both sides', async () => {
    const code = (body: string) => `import x\n\nfunction first() {\n  return 1\n}\n\nfunction second(a) {\n  ${body}\n}\n`
    const { made, ours, theirs } = await heads({ 'a b/ü.ts': code('old') }, { 'a b/ü.ts': code('left') }, { 'a b/ü.ts': code('right') })
    expect(await made.git.forecast.foresee([{ ours, theirs }])).toEqual([
      {
        kind: 'conflict',
        files: [
          { path: 'a b/ü.ts', kind: 'text', hunks: [{ line: 8, symbol: 'function second(a) {', ours: ['  left'], theirs: ['  right'] }] },
        ],
      },
    ])
  })

  test.each([
    ['a file that one deletes', { f: 'x\n', g: 'g\n' }, 'rm f', { f: 'y\n' }, [{ path: 'f', kind: 'deleted', hunks: [] }]],
    ['a binary file', { f: 'x\0y' }, null, { f: 'x\0z' }, [{ path: 'f', kind: 'other', hunks: [] }]],
  ])('conflicts in %s', async (_what, base, how, theirFiles, files) => {
    const made = await fixture()
    await made.commit(base)
    made.run(['checkout', '-q', '-b', 'a'])
    if (how === null) await made.commit({ f: 'x\0a' })
    else {
      made.run(['rm', '-q', 'f'])
      made.run(['commit', '-qm', 'Delete f'])
    }
    const ours = { commit: made.run(['rev-parse', 'HEAD']) as CommitSha, tree: null, path: null }
    made.run(['checkout', '-q', 'main'])
    const theirs = await headOf(made, 'b', theirFiles)
    expect(await made.git.forecast.foresee([{ ours, theirs }])).toEqual([{ kind: 'conflict', files }])
  })

  test('that share no history, or of which one is missing, is unknown, and the other merges of the call are not affected', async () => {
    const { made, ours, theirs } = await heads({ f: 'x\n' }, { f: 'a\n' }, { g: 'b\n' })
    made.run(['checkout', '-q', '--orphan', 'other'])
    const orphan = { commit: await made.commit({ f: 'o\n' }), tree: null, path: null }
    const gone = { commit: 'f'.repeat(40) as CommitSha, tree: null, path: null }
    const found = await made.git.forecast.foresee([
      { ours, theirs: orphan },
      { ours: gone, theirs },
      { ours, theirs },
    ])
    expect(found.map(({ kind }) => kind)).toEqual(['unknown', 'unknown', 'clean'])
  })

  test('runs no merge driver, filter or hook of the repository', async () => {
    const { made, ours, theirs } = await heads({ f: 'x\n' }, { f: 'a\n' }, { f: 'b\n' })
    const touched = join(made.folder, 'touched')
    const program = `sh -c 'touch "${touched}"; cat'`
    made.run(['config', 'merge.mine.driver', `sh -c 'touch "${touched}"'`])
    made.run(['config', 'filter.mine.smudge', program])
    made.run(['config', 'filter.mine.clean', program])
    await appendFile(join(made.repo, '.git', 'info', 'attributes'), 'f merge=mine filter=mine\n')
    expect(await made.git.forecast.foresee([{ ours, theirs }])).toMatchObject([{ kind: 'conflict', files: [{ path: 'f' }] }])
    expect(readdirSync(made.folder)).not.toContain('touched')
  })
})

test('uncommitted work, staged or not, is part of a trial merge, and the same work is merged only once', async () => {
  const it = await withWorker()
  const { git, run, commit, made } = it
  await commit({ 'README.md': 'two\n', 'more.txt': 'base\n' })
  const base: Head = { commit: run(['rev-parse', 'main']) as CommitSha, tree: null, path: null }
  const now = async (): Promise<Head> => {
    const { head, tree, dirty } = await git.activity(made.path, made.startSha)
    return { commit: head, tree: dirty === 0 ? null : tree, path: made.path }
  }
  const foreseen = async () => (await git.forecast.foresee([{ ours: await now(), theirs: base }]))[0]
  expect(await foreseen()).toEqual({ kind: 'clean' })
  await writeFile(join(made.path, 'README.md'), 'mine\n')
  expect(await foreseen()).toMatchObject({ kind: 'conflict', files: [{ path: 'README.md', hunks: [{ ours: ['mine'], theirs: ['two'] }] }] })
  run(['checkout', '-q', '--', 'README.md'], made.path)
  await writeFiles(made.path, { 'more.txt': 'untracked\n' })
  run(['add', 'more.txt'], made.path)
  expect(await foreseen()).toMatchObject({ kind: 'conflict', files: [{ path: 'more.txt' }] })
  rmSync(made.path, { recursive: true })
  expect((await git.forecast.foresee([{ ours: { ...base, tree: 'e'.repeat(40), path: made.path }, theirs: base }]))[0]?.kind).toBe(
    'unknown',
  )
})

test('trial merges of all pairs of many branches are answered in order, and close removes all their objects', async () => {
  const made = await fixture()
  await made.commit({ f: withLine(0, 'x') })
  const all: Head[] = []
  for (let at = 0; at < 7; at += 1)
    all.push(await headOf(made, `h${at}`, at % 2 === 0 ? { f: withLine(0, `of ${at}`) } : { [`g${at}`]: 'g\n' }))
  const pairs = all.flatMap((ours, at) => all.slice(at + 1).map(theirs => ({ ours, theirs })))
  const found = await made.git.forecast.foresee(pairs)
  const expected = all.flatMap((_, at) =>
    all.slice(at + 1).map((_other, beside) => (at % 2 === 0 && (at + 1 + beside) % 2 === 0 ? 'conflict' : 'clean')),
  )
  expect(found.map(({ kind }) => kind)).toEqual(expected)
  await made.git.forecast.close()
  expect(readdirSync(made.options.scratchDir)).not.toContain('forecast')
  expect(await made.git.forecast.foresee(pairs)).toEqual(found)
})
