import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createGit } from '../../../src/adapters/git/create-git.ts'
import { shellWord } from '../../../src/core/text/shell-word.ts'
import { startChild } from '../../support/start-child.ts'
import { until } from '../../support/until.ts'
import { fixture } from './support/repository.ts'

/** A user who clones over an ssh that never answers. */
async function cloning() {
  const { options, repo, folder } = await fixture()
  const clones = join(folder, 'clones')
  const [ssh, pids] = [join(folder, 'ssh'), join(folder, 'pids')]
  await writeFile(ssh, `#!/bin/sh\necho $$ >> ${shellWord(pids)}\nexec tail -f /dev/null\n`, { mode: 0o700 })
  const target = { ...options, repo: join(clones, 'copy'), repoUrl: `file://${repo}` }
  const env = { ...options.env, GIT_SSH_COMMAND: shellWord(ssh) }
  const child = startChild(
    new URL('children/clone.ts', import.meta.url),
    JSON.stringify({ ...target, env, repoUrl: 'ssh://git@example.com/x.git' }),
  )
  // After kill -9 of git's parent, the processes that git started live on.
  const endSsh = async () => {
    for (const pid of (await readFile(pids, 'utf8')).trim().split('\n')) endProcess(Number(pid))
  }
  onTestFinished(endSsh)
  await until(
    () => readFile(pids, 'utf8'),
    text => text.endsWith('\n'),
    { what: 'git waits for its ssh' },
  )
  const [draft = ''] = await readdir(clones)
  const cutOff = async () => {
    await child.kill()
    await endSsh()
    await until(
      () => readdir(join(clones, draft)),
      names => !names.includes('repository'),
      { what: 'git has ended too' },
    )
  }
  return { target, clones, draft, cutOff }
}

function endProcess(pid: number): void {
  try {
    if (pid > 1) process.kill(pid, 'SIGKILL')
  } catch {
    // The process had already ended.
  }
}

test('the remains of an interrupted clone are removed by the next clone', async () => {
  const { target, clones, cutOff } = await cloning()
  await cutOff()
  expect(await readdir(clones)).toEqual([expect.stringMatching(/^\.copy-clone-/)])
  await createGit(target).inspect()
  expect(await readdir(clones)).toEqual(['copy'])
})

test('a clone that another process is still making is left alone', async () => {
  const { target, clones, draft } = await cloning()
  await createGit(target).inspect()
  expect((await readdir(clones)).toSorted()).toEqual([draft, 'copy'])
})

test("the removal of an interrupted clone spares what may be somebody's work: files beside or in the clone, and other names", async () => {
  const { target, clones, draft, cutOff } = await cloning()
  await cutOff()
  await mkdir(join(clones, draft, 'repository'), { recursive: true })
  await writeFile(join(clones, draft, 'repository', 'notes.txt'), 'mine')
  for (const name of ['.copy-clone-mine', '.other-clone-abcdef']) await mkdir(join(clones, name))
  await writeFile(join(clones, '.copy-clone-mine', 'lock.txt'), 'mine')
  await createGit(target).inspect()
  expect((await readdir(clones)).toSorted()).toEqual(['.copy-clone-mine', '.other-clone-abcdef', draft, 'copy'].toSorted())
})
