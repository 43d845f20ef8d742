import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createGit } from '../../../src/adapters/git/create-git.ts'
import { until } from '../../support/until.ts'
import { countingGit } from './support/counting-git.ts'
import { asWorker, type Fixture, fixture, writeFiles } from './support/repository.ts'

test('a changed file, a commit, a checkout and a file in a new folder are reported within a moment', async () => {
  const { run, path, calls } = await watched()
  await calls.after(() => writeFile(join(path, 'src/a.ts'), 'changed\n'))
  await calls.after(() => run(['commit', '-qam', 'change'], path))
  await calls.after(() => run(['switch', '-qc', 'elsewhere'], path))
  await calls.after(() => mkdir(join(path, 'new folder #(x)')))
  await calls.after(() => writeFile(join(path, 'new folder #(x)', 'file'), 'x'))
})

test('a commit elsewhere, node_modules and ignored folders, old and new, are not reported', async () => {
  const { git, run, repo, path, calls, worktree } = await watched()
  const other = await worktree('b')
  await calls.quiet()
  const seen = calls.count()
  await writeFile(join(path, 'node_modules', 'x'), 'x')
  await writeFile(join(path, 'out', 'x'), 'x')
  run(['commit', '-q', '--allow-empty', '-m', 'elsewhere'], other.path)
  run(['commit', '-q', '--allow-empty', '-m', 'main'], repo)
  await calls.quiet()
  expect(calls.count()).toBe(seen)
  await calls.after(() => mkdir(join(path, 'dist')))
  await until(() => isForgotten(join(path, 'dist')))
  await calls.quiet()
  const before = calls.count()
  await writeFile(join(path, 'dist', 'bundle.js'), 'x')
  await calls.quiet()
  expect(calls.count()).toBe(before)
  await expect(git.activity(path, run(['rev-parse', 'main~1']) as never)).resolves.toMatchObject({ dirty: 0 })
})

test('the watch needs one system watch per folder, a flood of changes gives few calls, and close frees all', async () => {
  const before = await inotifyWatches()
  const files = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`many/${at % 4}/${at}.txt`, 'x']))
  const { path, calls, close } = await watched(files)
  expect((await inotifyWatches()) - before).toBeLessThan(20)
  const [seen, began] = [calls.count(), performance.now()]
  await writeFiles(path, Object.fromEntries(Object.keys(files).map(name => [name, 'changed'])))
  await calls.quiet()
  expect(calls.count() - seen).toBeGreaterThan(0)
  // At most four calls a second, however slowly the machine writes the files.
  expect(calls.count() - seen).toBeLessThan(2 + (performance.now() - began) / 240)
  await close()
  expect(await inotifyWatches()).toBe(before)
})

test('a watch that is closed while it reads its folders stops, and does not delay the next one', async () => {
  const made = await fixture()
  await made.commit(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`folder${at}/file`, 'x'])))
  const { path } = await made.worktree('a')
  for (let round = 0; round < 8; round++) {
    const watch = await made.git.watch(asWorker('a'), path, () => {})
    const before = await inotifyWatches()
    // Each round closes the watch at another moment of the reading, when only some folders are watched.
    await until(inotifyWatches, now => now > before + round * 30)
    await watch.close()
  }
  let count = 0
  const last = await made.git.watch(asWorker('a'), path, () => (count += 1))
  onTestFinished(() => last.close())
  await until(inotifyWatches, now => now > 300)
  await writeFile(join(path, 'folder7', 'file'), 'changed')
  await until(() => count > 0)
})

test('the watch of a worktree without folders of its own starts no git process, and with such a folder one', async () => {
  const made = await fixture()
  await made.commit({ '.gitignore': 'out/\nsrc/made/\n', 'src/deep/a.ts': 'a\n', 'docs/b.md': 'b\n' })
  const seats = [await made.worktree('a'), await made.worktree('b'), await made.worktree('c')] as const
  await writeFiles(seats[1].path, { 'node_modules/x/y': '' })
  await writeFiles(seats[2].path, { 'src/made/x': '' })
  const wrapped = await countingGit(join(made.folder, 'bin'), made.options.env['PATH'] ?? '')
  const git = createGit({ ...made.options, env: { ...made.options.env, PATH: wrapped.path } })
  // One process answers all questions about names.
  await git.tipOf('main')
  const costOf = async ({ path }: { readonly path: string }) => {
    const [watches, programs] = [await inotifyWatches(), wrapped.count()]
    const watch = await git.watch(asWorker('a'), path, () => {})
    onTestFinished(() => watch.close())
    // Git's own two folders, the worktree, and its three folders.
    await until(inotifyWatches, now => now >= watches + 6)
    return wrapped.count() - programs
  }
  expect([await costOf(seats[0]), await costOf(seats[1]), await costOf(seats[2])]).toEqual([0, 0, 1])
  expect(await isForgotten(join(seats[2].path, 'src/made'))).toBe(true)
})

async function watched(files: Readonly<Record<string, string>> = {}) {
  const made = await fixture()
  await made.commit({ '.gitignore': 'node_modules/\nout/\ndist/\n', 'src/a.ts': 'a\n', ...files })
  const { path } = await made.worktree('a')
  await writeFiles(path, { 'node_modules/a': 'x', 'out/a': 'x' })
  let count = 0
  const before = await inotifyWatches()
  const watch = await made.git.watch(asWorker('a'), path, () => (count += 1))
  onTestFinished(() => watch.close())
  const calls = counter(() => count)
  // Two watches are enough for git's own folders. The folders of the working tree are added later, in the background.
  await until(inotifyWatches, now => now - before > 3)
  await calls.quiet()
  return { ...made, path, calls, close: () => watch.close() } satisfies Partial<Fixture> & Record<string, unknown>
}

function counter(count: () => number) {
  async function quiet(): Promise<void> {
    let last = -1
    await until(
      () => {
        const changed = count() !== last
        last = count()
        return !changed
      },
      Boolean,
      { everyMs: 270 },
    )
  }
  return {
    count,
    quiet,
    async after(act: () => unknown): Promise<void> {
      await quiet()
      const before = count()
      await act()
      await until(count, now => now > before, { everyMs: 2 })
    },
  }
}

async function isForgotten(path: string): Promise<boolean> {
  const { ino } = await stat(path)
  return !(await inotifyText()).includes(`ino:${ino.toString(16)} `)
}

async function inotifyWatches(): Promise<number> {
  return (await inotifyText()).match(/^inotify wd/gm)?.length ?? 0
}

async function inotifyText(): Promise<string> {
  const names = await readdir('/proc/self/fdinfo')
  return (await Promise.all(names.map(name => readFile(`/proc/self/fdinfo/${name}`, 'utf8').catch(() => '')))).join('')
}
