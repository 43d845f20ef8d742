import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkWork } from './support/check-work.ts'
import { asWorker, fixture, writeFiles } from './support/repository.ts'

test("a whole cycle of a worktree leaves the user's checkout, index and config unchanged", async () => {
  const { git, repo, run, folder, commit, worktree } = await fixture()
  await writeFiles(repo, { 'README.md': 'staged\n', untracked: 'mine\n' })
  run(['add', 'README.md'])
  await writeFiles(repo, { 'README.md': 'staged and changed\n' })
  const before = await checkoutOf(repo, run)
  await git.inspect()
  const { path, branch, startSha } = await worktree('a')
  const head = await commit({ 'src/a.ts': 'export const a = 1\n' }, path)
  await writeFiles(path, { 'src/b.ts': 'draft\n' })
  const activity = await git.activity(path, startSha)
  expect(activity).toMatchObject({ branch, head, commitsSinceStart: 1, ahead: 1, behind: 0, dirty: 1, files: ['src/a.ts', 'src/b.ts'] })
  expect(await git.rescue(asWorker('a'), path)).toBe('refs/czar/rescue/a/1')
  run(['clean', '-fdq'], path)
  const work = { path, branch, fromSha: startSha, owns: ['src/**'], foreign: ['docs/**'], protect: ['ci/**'] }
  expect(await checkWork(git, work)).toEqual({
    ...{ commit: head, base: startSha, baseline: startSha },
    ...{ commits: [head], files: ['src/a.ts'], reasons: [] },
  })
  const proof = join(folder, 'proof')
  await git.makeProof(head, proof)
  expect(await readFile(join(proof, 'src/a.ts'), 'utf8')).toContain('a = 1')
  await git.removeProof(proof)
  await git.fetch()
  await git.removeWorktree(path)
  expect(await checkoutOf(repo, run)).toEqual(before)
})

async function checkoutOf(repo: string, run: (args: readonly string[]) => string) {
  const hash = async (name: string) =>
    createHash('sha256')
      .update(await readFile(join(repo, name)))
      .digest('hex')
  return {
    index: await hash('.git/index'),
    config: await hash('.git/config'),
    head: await hash('.git/HEAD'),
    readme: await hash('README.md'),
    status: run(['--no-optional-locks', 'status', '--porcelain=v2', '--branch']),
    worktrees: run(['worktree', 'list']),
  }
}
