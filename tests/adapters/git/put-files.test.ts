import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, readFileSync, readlinkSync } from 'node:fs'
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fixture } from './support/repository.ts'

const CHECK = 'area/one/check.sh'

async function aProof(change: (path: string, run: (args: readonly string[]) => string) => Promise<unknown>) {
  const { git, run, commit, worktree, folder } = await fixture()
  const base = await commit({ [CHECK]: '#!/bin/sh\ntest -f part-1.txt\n', 'gate "two" é.sh': 'exit 1\n' })
  const { path: worker } = await worktree('a')
  await change(worker, args => run(args, worker))
  run(['add', '-A'], worker)
  run(['commit', '-q', '-m', 'Change the check'], worker)
  const claimed = run(['rev-parse', 'HEAD'], worker)
  const proof = join(folder, 'proofs', 'one')
  await git.makeProof(claimed as typeof base, proof)
  const passes = (...words: readonly [string, ...string[]]) => {
    try {
      execFileSync(words[0], words.slice(1), { cwd: proof, stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  }
  const put = async (which: 'base' | 'claimed', ...files: readonly string[]) =>
    git.putFiles(proof, which === 'base' ? base : (claimed as typeof base), files)
  const isClean = () => run(['status', '--porcelain'], proof) === ''
  return { proof, passes, put, isClean }
}

test("fault 144: a check's file is put back as it is on base, and then as it is in the claim", async () => {
  const { passes, put, isClean } = await aProof(path => writeFile(join(path, CHECK), 'exit 0\n'))
  expect(passes('sh', CHECK)).toBe(true)
  await put('base', CHECK)
  expect(passes('sh', CHECK)).toBe(false)
  await put('claimed', CHECK)
  expect([passes('sh', CHECK), isClean()]).toEqual([true, true])
})

test("a check's file that the claim deletes is put back and removed again; a file name may have any characters", async () => {
  const strange = 'gate "two" é.sh'
  const { proof, put, isClean } = await aProof(async path => {
    await rm(join(path, CHECK))
    await writeFile(join(path, strange), 'exit 0\n')
  })
  await put('base', CHECK, strange)
  expect(readFileSync(join(proof, CHECK), 'utf8')).toContain('part-1.txt')
  expect(readFileSync(join(proof, strange), 'utf8')).toBe('exit 1\n')
  await put('claimed', CHECK, strange)
  expect([existsSync(join(proof, CHECK)), readFileSync(join(proof, strange), 'utf8')]).toEqual([false, 'exit 0\n'])
  expect(isClean()).toBe(true)
})

test("a check's file that became a link to another file becomes a file again, and then the link", async () => {
  const { proof, passes, put, isClean } = await aProof(async path => {
    await rm(join(path, CHECK))
    await symlink('/bin/true', join(path, CHECK))
  })
  await put('base', CHECK)
  expect([lstatSync(join(proof, CHECK)).isSymbolicLink(), passes('sh', CHECK)]).toEqual([false, false])
  await put('claimed', CHECK)
  expect([readlinkSync(join(proof, CHECK)), isClean()]).toEqual(['/bin/true', true])
})

test("nothing outside the proof's worktree is written if the folder of a check's file became a link", async () => {
  const outside = { path: '' }
  const { proof, put } = await aProof(async path => {
    outside.path = join(path, '..', '..', 'outside')
    await mkdir(outside.path)
    await writeFile(join(outside.path, 'check.sh'), 'exit 0\n')
    await rm(join(path, 'area/one'), { recursive: true })
    await symlink(outside.path, join(path, 'area/one'))
  })
  await put('base', CHECK).catch(() => {})
  expect(readFileSync(join(outside.path, 'check.sh'), 'utf8')).toBe('exit 0\n')
  await put('claimed', CHECK).catch(() => {})
  expect([existsSync(join(outside.path, 'check.sh')), existsSync(proof)]).toEqual([true, true])
})
