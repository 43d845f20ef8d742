import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { COMPILED_CODE } from '../../support/compiled-code.ts'
import { temporaryDirectory } from '../../support/temporary.ts'

const CZAR = fileURLToPath(new URL('../../../bin/czar.js', import.meta.url))

test("the launch reports the repository's faults that its supervisor finds, and nothing is created", async () => {
  const { launch, git, directory } = await aProject()
  await git('branch', 'feat/api')
  const before = (await git('for-each-ref')).stdout
  const refused = await launch()
  expect([refused.exitCode, refused.stderr]).toEqual([
    3,
    expect.stringMatching(
      /^czar: .* is not ready: there is one problem; nothing was changed\n {2}worker api: branch feat\/api exists already/,
    ),
  ])
  expect((await git('for-each-ref')).stdout).toBe(before)
  expect(await readdir(join(directory, 'state', '.launches'))).toEqual([])
})

test('a launch without tmux is refused, and nothing is created', async () => {
  const { launch, directory } = await aProject()
  const { exitCode, stderr } = await launch({ PATH: directory })
  expect([exitCode, stderr]).toEqual([3, 'czar: tmux is not on PATH\n  next: apt install tmux   (or: brew install tmux)'])
})

test('a launch is refused if its sockets would have a path that is too long, and nothing is created', async () => {
  const { launch, git, directory } = await aProject()
  const { exitCode, stderr } = await launch({ XDG_RUNTIME_DIR: join(directory, 'x'.repeat(90)) })
  expect([exitCode, stderr]).toEqual([3, expect.stringContaining('a socket may have 107')])
  expect(stderr).toContain('next: export XDG_RUNTIME_DIR=')
  expect((await git('branch', '--format=%(refname:short)')).stdout).toBe('main')
})

test('a launch is refused if git does not know the author, and nothing is created', async () => {
  const { launch, git, directory, repository } = await aProject()
  await git('config', '--remove-section', 'user')
  await writeFile(join(directory, '.gitconfig'), '[user]\nuseConfigOnly = true\n')
  const { exitCode, stderr } = await launch()
  expect([exitCode, stderr]).toEqual([
    3,
    `czar: git does not know who commits in ${repository}: 1 worker could not commit\n` +
      `  next: git -C ${repository} config user.name NAME && git -C ${repository} config user.email ADDRESS   # or workers[].git in the project file`,
  ])
  expect((await git('branch', '--format=%(refname:short)')).stdout).toBe('main')
})

test('a launch with a tmux that is too old is refused, and nothing is created', async () => {
  const { launch, git, directory } = await aProject()
  await mkdir(join(directory, 'old'))
  await writeFile(join(directory, 'old', 'tmux'), '#!/bin/sh\necho tmux 3.1c\n', { mode: 0o755 })
  const { exitCode, stderr } = await launch({ PATH: `${join(directory, 'old')}:${process.env['PATH']}` })
  expect([exitCode, stderr]).toEqual([3, expect.stringContaining('czar: tmux 3.1c is too old: czar needs tmux 3.2 or newer')])
  expect((await git('branch', '--format=%(refname:short)')).stdout).toBe('main')
})

async function aProject() {
  const directory = await temporaryDirectory()
  const repository = join(directory, 'repository')
  await mkdir(repository)
  const git = (...words: string[]) =>
    execa('git', ['-C', repository, '-c', 'user.name=T', '-c', 'user.email=t@example.com', ...words], { extendEnv: true })
  await git('init', '-q', '-b', 'main')
  await git('commit', '-q', '--allow-empty', '-m', 'Start')
  await git('config', 'user.name', 'T')
  await git('config', 'user.email', 't@example.com')
  const file = join(directory, 'czar.yaml')
  await writeFile(
    file,
    'project: refused\nrepo: ./repository\nagent: scripted\nworkers:\n  - id: api\n    accept: ["false"]\n    task: anything\n',
  )
  const own = { PATH: process.env['PATH'], HOME: directory, CZAR_STATE_DIR: join(directory, 'state'), ...COMPILED_CODE }
  const launch = (env: Record<string, string> = {}) =>
    execa(process.execPath, [CZAR, 'launch', file], { env: { ...own, ...env }, extendEnv: false, reject: false })
  return { directory, repository, git, launch }
}
