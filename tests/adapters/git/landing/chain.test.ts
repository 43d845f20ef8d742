import { execFileSync } from 'node:child_process'
import { appendFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ProvenCommit } from '../../../../src/core/events/decision.ts'
import { sayAside } from '../../../../src/core/landing/say-aside.ts'
import type { CommitSha, TaskId } from '../../../../src/core/model/ids.ts'
import type { Head } from '../../../../src/core/ports/forecast-port.ts'
import type { FileVersions } from '../../../../src/core/ports/landing-port.ts'
import { type Fixture, fixture } from '../support/repository.ts'

const AT = 1_700_000_000_000

/** Commits on a new branch that starts at `from`, then checks out main again. */
async function workOf(made: Fixture, task: string, files: Readonly<Record<string, string>>, from = 'main'): Promise<ProvenCommit> {
  made.run(['checkout', '-q', '-b', `work/${task}`, from])
  const commit = await made.commit(files)
  made.run(['checkout', '-q', 'main'])
  return { task: task as TaskId, commit, at: AT }
}

const baseOf = ({ run }: Fixture) => run(['rev-parse', 'main']) as CommitSha

const question = (made: Fixture) => ({ base: baseOf(made), onto: baseOf(made), without: [], beside: [], joins: false, findLost: () => [] })

function chainOf(made: Fixture, ...commits: readonly ProvenCommit[]) {
  return made.git.landing.chain({ ...question(made), commits })
}

const filesIn = ({ run }: Fixture, commit: string | undefined) => run(['ls-tree', '-r', '--name-only', `${commit}`]).split('\n')

describe('a chain of proven commits', () => {
  test('has one merge commit per member, with both parents, and a second build gives the same commits', async () => {
    const made = await fixture()
    const [a, b] = [await workOf(made, 'a', { 'a.txt': 'a' }), await workOf(made, 'b', { 'b.txt': 'b' })]
    const first = await chainOf(made, a, b)
    expect(first.leftOut).toEqual([])
    const [one, two] = first.members
    expect(made.run(['rev-parse', `${two?.merge}^1`, `${two?.merge}^2`]).split('\n')).toEqual([one?.merge, b.commit])
    expect(filesIn(made, two?.merge)).toEqual(['README.md', 'a.txt', 'b.txt'])
    expect(made.run(['log', '-1', '--format=%an <%ae> %ct %s', `${two?.merge}`])).toBe('czar <czar@localhost> 1700000000 Merge b')
    expect(await chainOf(made, a, b)).toEqual(first)
  })

  test("leaves out a member that conflicts, names the conflict's files and earlier members, and continues with the rest", async () => {
    const made = await fixture()
    const works = [
      await workOf(made, 'a', { 'same.txt': 'of a', 'a b"ü.txt': 'a' }),
      await workOf(made, 'b', { 'same.txt': 'of b', 'a b"ü.txt': 'b' }),
      await workOf(made, 'c', { 'c.txt': 'c' }),
    ]
    const { members, leftOut } = await chainOf(made, ...works)
    expect(members.map(({ task }) => task)).toEqual(['a', 'c'])
    expect(leftOut).toMatchObject([{ task: 'b', because: 'conflict', files: ['a b"ü.txt', 'same.txt'], beside: ['a'] }])
  })

  test('leaves out a member that contains a commit that was set aside, now or earlier', async () => {
    const made = await fixture()
    const a = await workOf(made, 'a', { 'same.txt': 'of a' })
    const b = await workOf(made, 'b', { 'same.txt': 'of b' })
    const onB = await workOf(made, 'onB', { 'more.txt': 'more' }, 'work/b')
    expect((await chainOf(made, a, b, onB)).leftOut).toMatchObject([{ task: 'b' }, { task: 'onB', because: 'needs', beside: ['b'] }])
    const later = await made.git.landing.chain({ ...question(made), commits: [onB], without: [b] })
    expect(later).toMatchObject({ members: [], leftOut: [{ task: 'onB', because: 'needs' }] })
  })

  test('leaves out a branch without a common history, and continues with the rest', async () => {
    const made = await fixture()
    made.run(['checkout', '-q', '--orphan', 'work/apart'])
    const commit = await made.commit({ 'apart.txt': 'apart' })
    made.run(['checkout', '-q', 'main'])
    const b = await workOf(made, 'b', { 'b.txt': 'b' })
    const { members, leftOut } = await chainOf(made, { task: 'apart' as TaskId, commit, at: AT }, b)
    expect(members.map(({ task }) => task)).toEqual(['b'])
    expect(leftOut).toMatchObject([{ task: 'apart', because: 'conflict', files: [] }])
    expect(leftOut.map(sayAside)).toEqual(['has no history in common with base'])
  })

  test('adds no commit for a member that the chain contains already', async () => {
    const made = await fixture()
    const a = await workOf(made, 'a', { 'a.txt': 'a' })
    const onA = await workOf(made, 'onA', { 'b.txt': 'b' }, 'work/a')
    const { members } = await chainOf(made, onA, a)
    expect(members[1]?.merge).toBe(members[0]?.merge)
  })

  test('conflicts if one member deletes or renames a file that another changes', async () => {
    const made = await fixture()
    await made.commit({ 'old.txt': 'one\ntwo\nthree\n' })
    made.run(['checkout', '-q', '-b', 'work/gone', 'main'])
    made.run(['rm', '-q', 'old.txt'])
    made.run(['commit', '-q', '-m', 'Remove it'])
    const gone = { task: 'gone' as TaskId, commit: made.run(['rev-parse', 'HEAD']) as CommitSha, at: AT }
    made.run(['checkout', '-q', 'main'])
    const kept = await workOf(made, 'kept', { 'old.txt': 'one\n2\nthree\n' })
    expect((await chainOf(made, gone, kept)).leftOut).toMatchObject([{ task: 'kept', because: 'conflict', files: ['old.txt'] }])
  })

  test("names the conflict's file as it is called, if the other side has a folder or a link of that name", async () => {
    const made = await fixture()
    await made.commit({ 'was here': 'a\n' })
    const file = await workOf(made, 'file', { 'tools/x': 'a file\n', 'link~1': 'a file\n', 'was here': 'b\n' })
    made.run(['checkout', '-q', '-b', 'work/other', 'main'])
    await rm(join(made.repo, 'was here'))
    await symlink('README.md', join(made.repo, 'link~1'))
    const commit = await made.commit({ 'tools/x/y': 'in a folder\n', 'was here/too': 'in a folder\n' })
    made.run(['checkout', '-q', 'main'])
    const other = { task: 'other' as TaskId, commit, at: AT }
    const files = ['link~1', 'tools/x', 'was here']
    const kindOf = (path: string) => ({ path, kind: path === 'was here' ? 'deleted' : 'other', hunks: [] })
    for (const [one, two] of [
      [file, other],
      [other, file],
    ] as const) {
      expect((await chainOf(made, one, two)).leftOut).toMatchObject([{ task: two.task, because: 'conflict', files, beside: [one.task] }])
      const [ours, theirs] = [one, two].map(work => ({ commit: work.commit, tree: null, path: null })) as [Head, Head]
      expect(await made.git.forecast.foresee([{ ours, theirs }])).toEqual([{ kind: 'conflict', files: files.map(kindOf) }])
    }
  })
})

describe('with unusual settings of the user, a chain', () => {
  test('needs no git identity, signs nothing, and leaves checkout and index unchanged', async () => {
    const made = await fixture()
    const a = await workOf(made, 'a', { 'a.txt': 'a' })
    await writeFile(join(made.env['HOME'] ?? '', '.gitconfig'), '[commit]\n\tgpgSign = true\n[user]\n\tsigningKey = none\n')
    await writeFile(join(made.repo, 'a.txt'), 'not committed')
    await writeFile(join(made.repo, 'README.md'), 'changed')
    const before = made.run(['status', '--porcelain'])
    const { members } = await chainOf(made, a)
    expect(members).toHaveLength(1)
    expect(made.run(['status', '--porcelain'])).toBe(before)
  })

  test('runs no merge driver of the repository', async () => {
    const made = await fixture()
    await made.commit({ '.gitattributes': '*.txt merge=ours\n', 'same.txt': '1\n' })
    const ran = join(made.folder, 'ran')
    made.run(['config', 'merge.ours.driver', `touch '${ran}'; true`])
    await appendFile(join(made.repo, '.git', 'info', 'attributes'), '*.txt merge=ours\n')
    const [a, b] = [await workOf(made, 'a', { 'same.txt': 'a\n' }), await workOf(made, 'b', { 'same.txt': 'b\n' })]
    const { leftOut } = await chainOf(made, a, b)
    expect(leftOut).toMatchObject([{ task: 'b', because: 'conflict', files: ['same.txt'] }])
    expect(() => execFileSync('ls', [ran], { stdio: 'ignore' })).toThrow()
  })

  test('is built in a bare repository too', async () => {
    const made = await fixture()
    const a = await workOf(made, 'a', { 'a.txt': 'a' })
    const bare = join(made.folder, 'bare.git')
    made.run(['clone', '-q', '--bare', made.repo, bare])
    const other = await fixture({ repo: bare })
    expect((await other.git.landing.chain({ ...question(made), commits: [a] })).members).toHaveLength(1)
  })
})

test('a file that the repository marks for union merges conflicts as any other file', async () => {
  const made = await fixture()
  await made.commit({ '.gitattributes': '*.txt merge=union\n', 'same.txt': '1\n' })
  await appendFile(join(made.repo, '.git', 'info', 'attributes'), '*.txt merge=union\n')
  const [a, b] = [await workOf(made, 'a', { 'same.txt': 'a\n' }), await workOf(made, 'b', { 'same.txt': 'b\n' })]
  expect((await chainOf(made, a, b)).leftOut).toMatchObject([{ task: 'b', files: ['same.txt'] }])
})

test('with a merge driver configured, changes to different parts merge as usual, and binary files conflict', async () => {
  const made = await fixture()
  const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`)
  await made.commit({ 'same.txt': `${lines.join('\n')}\n`, 'b.bin': 'x\0y' })
  made.run(['config', 'merge.my drïver.driver', 'true'])
  await appendFile(join(made.repo, '.git', 'info', 'attributes'), '*.txt merge=ours\n*.bin merge=ours\n')
  made.run(['config', 'merge.ours.driver', 'true'])
  const [a, b] = [
    await workOf(made, 'a', { 'same.txt': `${['top', ...lines].join('\n')}\n`, 'b.bin': 'x\0a' }),
    await workOf(made, 'b', { 'same.txt': `${[...lines, 'end'].join('\n')}\n` }),
  ]
  const c = await workOf(made, 'c', { 'b.bin': 'x\0c' })
  const { members, leftOut } = await chainOf(made, a, b, c)
  expect(made.run(['show', `${members[1]?.merge}:same.txt`])).toBe(['top', ...lines, 'end'].join('\n'))
  expect(leftOut).toMatchObject([{ task: 'c', because: 'conflict', files: ['b.bin'] }])
})

test("a repaired commit that dropped other members' lines is left out with these lines named, and only repaired commits are checked", async () => {
  const made = await fixture()
  await made.commit({ 'same.txt': 'old line\n' })
  const a = await workOf(made, 'a', { 'same.txt': 'line of a\n' })
  const { members: beside } = await chainOf(made, a)
  const onto = beside[0]?.merge as CommitSha
  const b = await workOf(made, 'b', { 'same.txt': 'line of b\n' }, onto)
  const asked: (readonly FileVersions[])[] = []
  const findLost = (files: readonly FileVersions[]) => {
    asked.push(files)
    return [{ path: 'same.txt', line: 'line of a' }]
  }
  const { chain } = made.git.landing
  const on = { ...question(made), onto, beside, findLost }
  expect((await chain({ ...on, commits: [{ ...b, isMended: true }] })).leftOut).toMatchObject([
    { task: 'b', because: 'content', files: ['same.txt'], lost: ['same.txt: line of a'], beside: ['a'] },
  ])
  expect(asked).toEqual([[{ path: 'same.txt', base: 'old line\n', tip: 'line of a\n', own: null, result: 'line of b\n' }]])
  expect((await chain({ ...on, commits: [b] })).members).toHaveLength(1)
})

test('of a member that merged the train, its own work before that merge is compared, also if it lacks the file', async () => {
  const made = await fixture()
  const a = await workOf(made, 'a', { 'same.txt': 'line of a\n', 'of-a.txt': 'a\n' })
  const { members: beside } = await chainOf(made, a)
  const onto = beside[0]?.merge as CommitSha
  const { commit: own } = await workOf(made, 'b', { 'same.txt': 'line of b\n' })
  made.run(['checkout', '-q', '--detach', own])
  made.run(['merge', '-q', '-s', 'ours', '--no-commit', onto])
  const merge = await made.commit({ 'same.txt': 'both\n', 'of-a.txt': 'a\n' })
  const commit = await made.commit({ 'later.txt': 'after the merge\n' })
  made.run(['checkout', '-q', 'main'])
  expect(made.run(['rev-parse', `${merge}^2`])).toBe(onto)
  const asked: (readonly FileVersions[])[] = []
  const findLost = (files: readonly FileVersions[]) => {
    asked.push(files)
    return []
  }
  const mended = { task: 'b', commit, at: AT, isMended: true } as ProvenCommit
  await made.git.landing.chain({ ...question(made), onto, beside, findLost, commits: [mended] })
  expect(asked).toEqual([
    [
      { path: 'of-a.txt', base: null, tip: 'a\n', own: '', result: 'a\n' },
      { path: 'same.txt', base: null, tip: 'line of a\n', own: 'line of b\n', result: 'both\n' },
    ],
  ])
})

describe('a chain that joins additions', () => {
  const LIST = ['first entry', 'second entry', 'last entry']
  const list = (...lines: readonly string[]) => lines.map(line => `${line}\n`).join('')
  const joined = async (made: Fixture, ...commits: readonly ProvenCommit[]) =>
    made.git.landing.chain({ ...question(made), joins: true, commits })

  /** Tasks a and b, which both change the file list.txt. On base the file holds the lines of `base`. */
  async function twoWith(a: readonly string[], b: readonly string[], base: readonly string[] = LIST) {
    const made = await fixture()
    await made.commit({ 'list.txt': list(...base), 'apart.txt': 'x\n' })
    return {
      made,
      a: await workOf(made, 'a', { 'list.txt': list(...a), 'of-a.txt': 'a\n' }),
      b: await workOf(made, 'b', { 'list.txt': list(...b) }),
    }
  }

  test("keeps both members' lines if both only add lines, the train's lines first, and reports this", async () => {
    const { made, a, b } = await twoWith([...LIST, 'entry of a'], [...LIST, 'entry of b'])
    expect((await chainOf(made, a, b)).leftOut).toMatchObject([{ task: 'b', because: 'conflict' }])
    const { members, leftOut } = await joined(made, a, b)
    expect(leftOut).toEqual([])
    expect(members[1]).toMatchObject({ task: 'b', joined: { files: ['list.txt'], beside: ['a'], hasOrder: true } })
    expect(members[0]).not.toHaveProperty('joined')
    const { merge } = members[1] ?? {}
    expect(made.run(['show', `${merge}:list.txt`])).toBe(list(...LIST, 'entry of a', 'entry of b').trim())
    expect(filesIn(made, merge)).toEqual(['README.md', 'apart.txt', 'list.txt', 'of-a.txt'])
    expect(made.run(['log', '-1', '--format=%b', `${merge}`])).toContain('The changes of both sides are kept in list.txt.')
    expect(await joined(made, a, b)).toEqual({ members, leftOut })
    expect(made.run(['status', '--porcelain'])).toBe('')
  })

  test("puts a task's lines first if the tests failed in the other order", async () => {
    const { made, a, b } = await twoWith([...LIST, 'entry of a'], [...LIST, 'entry of b'])
    const { members } = await joined(made, a, { ...b, isTurned: true })
    expect(made.run(['show', `${members[1]?.merge}:list.txt`])).toBe(list(...LIST, 'entry of b', 'entry of a').trim())
  })

  test('keeps adjacent changes, for which there is only one order', async () => {
    const { made, a, b } = await twoWith(LIST.with(1, '2nd entry'), [...LIST.slice(0, 2), 'a new entry', 'the last entry'])
    const { members } = await joined(made, a, b)
    expect(made.run(['show', `${members[1]?.merge}:list.txt`])).toBe(
      list('first entry', '2nd entry', 'a new entry', 'the last entry').trim(),
    )
    expect(members[1]?.joined).toEqual({ files: ['list.txt'], beside: ['a'] })
  })

  test('leaves a task out if the joined files lost lines of one member', async () => {
    const { made, a, b } = await twoWith([...LIST, 'entry of a'], [...LIST, 'entry of b'])
    const asked: (readonly FileVersions[])[] = []
    const findLost = (files: readonly FileVersions[]) => {
      asked.push(files)
      return [{ path: 'list.txt', line: 'entry of a' }]
    }
    const { leftOut } = await made.git.landing.chain({ ...question(made), joins: true, commits: [a, b], findLost })
    expect(leftOut).toMatchObject([{ task: 'b', because: 'conflict', files: ['list.txt'] }])
    const [ours, theirs] = ['entry of a', 'entry of b'].map(entry => list(...LIST, entry))
    const both = { path: 'list.txt', base: list(...LIST), result: list(...LIST, 'entry of a', 'entry of b') }
    expect(asked).toEqual([
      [
        { ...both, tip: ours, own: theirs },
        { ...both, tip: theirs, own: ours },
      ],
    ])
  })

  test('never splits a character', async () => {
    // In UTF-8, 彡 differs from 佡 only in an early byte, and 你 differs from 佡 only in the last byte. If czar combined the two changes byte
    // by byte, the result would be a third character.
    const { made, a, b } = await twoWith(['a 彡 b'], ['a 你 b'], ['a 佡 b'])
    expect((await joined(made, a, b)).leftOut).toMatchObject([{ task: 'b', because: 'conflict' }])
    const two = await twoWith(['größe = f(maß, höhe)'], ['größe = g(maß)'], ['größe = f(maß)'])
    const { members } = await joined(two.made, two.a, two.b)
    expect(two.made.run(['show', `${members[1]?.merge}:list.txt`])).toBe('größe = g(maß, höhe)')
  })

  test('joins nothing of a task that has the same work as another one', async () => {
    const { made, a, b } = await twoWith([...LIST, 'entry of a'], [...LIST, 'the entry of a'])
    expect((await joined(made, a, { ...b, isDuplicate: true })).leftOut).toMatchObject([{ task: 'b', because: 'conflict' }])
  })

  test.each([
    ['both change the same word', LIST.with(2, 'last entry of a'), LIST.with(2, 'last entry of b')],
    ['one removes a line that the other changes', LIST.slice(0, 2), LIST.with(2, 'the last entry')],
    ['both add the same line among others', [...LIST, 'entry of both', 'entry of a'], [...LIST, 'entry of b', 'entry of both']],
  ])('leaves a task out when %s', async (_what, a, b) => {
    const two = await twoWith(a, b)
    expect((await joined(two.made, two.a, two.b)).leftOut).toMatchObject([{ task: 'b', because: 'conflict', files: ['list.txt'] }])
  })

  test('leaves a task out if both members create the file, one deletes it, or it is binary', async () => {
    const made = await fixture()
    await made.commit({ 'gone.txt': 'x\n', 'data.bin': 'a\0b\n' })
    const a = await workOf(made, 'a', { 'new.txt': 'of a\n', 'data.bin': 'a\0b\nmore of a\n', 'gone.txt': 'x\nmore\n' })
    const both = await workOf(made, 'both', { 'new.txt': 'of both\n' })
    const binary = await workOf(made, 'binary', { 'data.bin': 'a\0b\nmore of binary\n' })
    made.run(['checkout', '-q', '-b', 'work/deletes'])
    made.run(['rm', '-q', 'gone.txt'])
    made.run(['commit', '-qm', 'Delete it'])
    const deletes = { task: 'deletes', commit: made.run(['rev-parse', 'HEAD']), at: AT } as ProvenCommit
    made.run(['checkout', '-q', 'main'])
    const { leftOut } = await joined(made, a, both, binary, deletes)
    expect(leftOut.map(({ task, because }) => [task, because])).toEqual(['both', 'binary', 'deletes'].map(task => [task, 'conflict']))
  })

  test('keeps invalid UTF-8, line ends, and a missing final line end', async () => {
    const made = await fixture()
    const write = (text: string) => writeFile(join(made.repo, 'list.txt'), text, 'latin1')
    const commitOf = async (branch: string | null, text: string) => {
      if (branch !== null) made.run(['checkout', '-q', '-b', branch, 'main'])
      await write(text)
      made.run(['add', '-A'])
      made.run(['commit', '-qm', 'Write'])
      const commit = made.run(['rev-parse', 'HEAD'])
      made.run(['checkout', '-q', 'main'])
      return commit
    }
    await commitOf(null, 'gr\xfcn entry\r\nend of it')
    const a = await commitOf('a', 'gr\xfcn entry\r\nentry \xe4 of a\r\nend of it')
    const b = await commitOf('b', 'gr\xfcn entry\r\nentry \xf6 of b\r\nend of it')
    const proven = [a, b].map((commit, at) => ({ task: `${at}`, commit, at: AT }) as ProvenCommit)
    const { members } = await joined(made, ...proven)
    const bytes = execFileSync('git', ['-C', made.repo, 'show', `${members[1]?.merge}:list.txt`]).toString('latin1')
    expect(bytes).toBe('gr\xfcn entry\r\nentry \xe4 of a\r\nentry \xf6 of b\r\nend of it')
  })
})
