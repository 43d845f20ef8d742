import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fixture } from './support/repository.ts'

async function aProof() {
  const { git, run, commit, folder } = await fixture()
  const base = await commit({ 'a.txt': 'a\n', '.gitignore': 'node_modules\nsecret.env\n' })
  const proof = join(folder, 'proofs', 'one')
  await git.makeProof(base, proof)
  const before = new Set(await git.proofChanges(proof))
  return { base, git, proof, run, changes: async () => (await git.proofChanges(proof)).filter(line => !before.has(line)) }
}

test('a fresh worktree of a check has no changes, and files that tools make again do not count', async () => {
  const { proof, changes } = await aProof()
  await mkdir(join(proof, 'node_modules', 'x'), { recursive: true })
  await writeFile(join(proof, 'node_modules', 'x', 'y'), '')
  await mkdir(join(proof, 'coverage'))
  await writeFile(join(proof, 'coverage', 'y'), '')
  expect(await changes()).toEqual([])
})

test('changed, new, ignored and deleted files count', async () => {
  const { proof, changes } = await aProof()
  await writeFile(join(proof, 'a.txt'), 'b\n')
  await writeFile(join(proof, 'new "é.txt'), '')
  await writeFile(join(proof, 'secret.env'), '')
  const first = await changes()
  expect(first.map(line => line.slice(0, 2)).toSorted()).toEqual(['! ', '1 ', '? '])
  await rm(join(proof, 'a.txt'))
  expect(await changes()).not.toEqual(first)
})

test('a commit that a check makes counts', async () => {
  const { proof, run, changes } = await aProof()
  run(['commit', '-q', '--allow-empty', '-m', 'by a check'], proof)
  expect(await changes()).toEqual([expect.stringMatching(/^# branch\.oid /)])
})

test('a check that deletes the link to the repository is noticed', async () => {
  const { git, proof } = await aProof()
  await rm(join(proof, '.git'))
  await expect(git.proofChanges(proof)).rejects.toThrow('its .git is missing')
  await git.removeProof(proof)
})

test('after a check that switches to a new branch, the next worktree is made, and the branch stays', async () => {
  const { base, git, proof, run, changes } = await aProof()
  run(['checkout', '-q', '-b', 'by-a-check'], proof)
  run(['commit', '-q', '--allow-empty', '-m', 'by a check'], proof)
  await git.makeProof(base, proof)
  expect(await changes()).toEqual([])
  expect(run(['log', '-1', '--format=%s', 'by-a-check'])).toBe('by a check')
})
