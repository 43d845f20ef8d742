import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { branchProblem } from '../../../src/config/text/branch-name.ts'

const NAMES = [
  'main',
  'feat/api',
  'a',
  'feat/a.b',
  'a@b',
  'a-',
  'ä/ö',
  'feat/@',
  'a.lockx',
  'x{y}',
  'a!b',
  'feat/🙂',
  'a%b',
  "it's",
  'a#b',
  '',
  '-x',
  '@',
  'HEAD',
  'a b',
  'a\tb',
  'a~b',
  'a^b',
  'a:b',
  'a?b',
  'a*b',
  'a[b',
  'a\\b',
  'a..b',
  'a@{b',
  '/a',
  'a/',
  'a//b',
  'a.',
  '.a',
  'a/.b',
  'a.lock',
  'a.lock/b',
  'a\x7fb',
  'a\x01b',
]

describe('the check of branch names', () => {
  it.each(NAMES)('agrees with git about %j', name => {
    expect(branchProblem(name) === null).toBe(gitTakes(name))
  })

  it('refuses names that file systems cannot hold', () => {
    expect(branchProblem('a'.repeat(300))).toContain('longer')
  })
})

function gitTakes(name: string): boolean {
  // In git, "@" is short for HEAD. HEAD is a valid ref name, but `git branch` refuses both.
  if (name === '@' || name === 'HEAD') return false
  try {
    execFileSync('git', ['check-ref-format', '--branch', name], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
