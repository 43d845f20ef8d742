import { expect, test } from 'vitest'
import { matchGlobs } from '../../../src/core/territory/match-globs.ts'
import { type Whose, whosePath } from '../../../src/core/territory/whose-path.ts'

interface Territory {
  /** null: the task has no `owns`. */
  readonly owns: readonly string[] | null
  readonly foreign?: readonly string[]
  readonly protect?: readonly string[]
}

test.each<[string, Territory, string, Whose]>([
  ['what it owns is its own', { owns: ['src/**'] }, 'src/a', 'own'],
  ['what it shares with another is its own', { owns: ['src/**'], foreign: ['src/a'] }, 'src/a', 'own'],
  ['what is protected is nobody’s, not even its own', { owns: ['src/**'], protect: ['src/a'] }, 'src/a', 'protected'],
  ['protection outweighs that it is another’s', { owns: ['src/**'], foreign: ['ci/**'], protect: ['ci/**'] }, 'ci/a', 'protected'],
  ['what only another owns is foreign', { owns: ['src/**'], foreign: ['lib/**'] }, 'lib/a', 'foreign'],
  ['what nobody owns is unowned', { owns: ['src/**'], foreign: ['lib/**'] }, 'docs/a', 'unowned'],
  ['a task without a territory owns what nobody else does', { owns: null, foreign: ['lib/**'] }, 'docs/a', 'own'],
  ['a task without a territory owns nothing of another', { owns: null, foreign: ['lib/**'] }, 'lib/a', 'foreign'],
  ['a task without a territory owns nothing protected', { owns: null, protect: ['ci/**'] }, 'ci/a', 'protected'],
])('the owner of a path is found: %s', (_rule, { owns, foreign = [], protect = [] }, path, expected) => {
  const bounds = { isOwn: owns === null ? null : matchGlobs(owns), isForeign: matchGlobs(foreign), isProtected: matchGlobs(protect) }
  expect(whosePath(bounds, path)).toBe(expected)
})
