import { expect, test } from 'vitest'
import { renderAttempts } from '../../../src/cli/output/proof/attempts.ts'
import type { TaskId } from '../../../src/core/model/ids.ts'
import { type AttemptsView, type AttemptView, compareAttempts } from '../../../src/core/summary/compare-attempts.ts'
import { aProject } from '../../support/builders/a-project.ts'
import { attemptsOf } from '../../support/builders/attempts.ts'
import { aStory } from '../../support/worlds/story.ts'

const plain = (_colour: string, text: string) => text

function aView(over: Partial<AttemptsView>, ...attempts: readonly Partial<AttemptView>[]): AttemptsView {
  const view = compareAttempts(aStory(aProject({ workers: attemptsOf('api', attempts.length, 'first') })).state, 'api')
  if (view === null) throw new Error('no attempts')
  return { ...view, ...over, attempts: view.attempts.map((one, index) => ({ ...one, ...attempts[index] })) }
}

test('attempts that have not begun show no numbers and no commands', () => {
  const text = renderAttempts(aView({}, {}, {}), { width: null, paint: plain })
  expect(text).toContain('api: 2 attempts, not settled yet (the first proven attempt wins)')
  expect(text).not.toMatch(/LINES|COST|TIME|git /)
})

test('settled attempts show why each won or lost, and the command that shows what it changed', () => {
  const lost = { outcome: 'lost', ref: 'refs/czar/attempts/p/api/2', diff: 'git -C /r diff a...refs/czar/attempts/p/api/2' } as const
  const gates = [
    { name: 'a', outcome: 'passed' },
    { name: 'b', outcome: 'failed' },
  ] as const
  const view = aView(
    { winner: 'api' as TaskId, reason: 'api is the first attempt at api that is proven' },
    { outcome: 'won', added: 3, removed: 1, usd: 0.5, ran_ms: 61_000, diff: 'git -C /r diff a...b' },
    { ...lost, gates, why: 'was\x1b[31m stopped' },
  )
  const text = renderAttempts(view, { width: null, paint: plain })
  expect(text).toContain('api: 2 attempts, api won\n  api is the first attempt')
  expect(text).toMatch(/1 +api +won +scripted +\+3 -1 +\$0\.50 +1m/)
  expect(text).toMatch(/2 +api-2 +lost +scripted +1 of 2 passed .*refs\/czar\/attempts\/p\/api\/2 +was.* stopped/)
  expect(text).not.toContain('\x1b')
  expect(text.endsWith('\ngit -C /r diff a...b\ngit -C /r diff a...refs/czar/attempts/p/api/2\n')).toBe(true)
})

test('on a narrow terminal the table is not wider than the terminal', () => {
  const view = aView({}, { why: 'x'.repeat(300) }, {})
  const table = renderAttempts(view, { width: 60, paint: plain }).split('\n').slice(2)
  expect(Math.max(...table.map(line => line.length))).toBeLessThanOrEqual(60)
})
