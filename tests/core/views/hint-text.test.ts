import { expect, test } from 'vitest'
import type { State } from '../../../src/core/state/types/state.ts'
import { hintNow, hintText } from '../../../src/core/views/hint-text.ts'
import { aStory } from '../../support/worlds/story.ts'

function inPhase(phase: State['czar']['phase']): State {
  const { state } = aStory()
  return { ...state, czar: { ...state.czar, phase } }
}

test('a hint of any length is not cut, because a cut command cannot be typed', () => {
  const command = `git -C '/${'long/'.repeat(800)}' merge refs/czar/rescue/one/1`
  expect(hintText(command)).toBe(command)
})

test.each([
  ['czar restart one', 'czar launch /project.yaml   # begins anew what failed or was stopped'],
  ['czar assign WORKER late   # asks one again', 'czar launch /project.yaml   # begins anew what failed or was stopped'],
  [
    'czar queue add FILE --id first   # or: czar queue drop next',
    'take first out of each `after` in /project.yaml, then: czar launch /project.yaml',
  ],
  ['raise it in /project.yaml, then: czar stop && czar launch /project.yaml', 'raise it in /project.yaml, then: czar launch /project.yaml'],
  ['czar stop   # put the key right, then: czar launch /project.yaml', 'put the key right, then: czar launch /project.yaml'],
  ['git -C /repo merge refs/czar/rescue/one/1', 'git -C /repo merge refs/czar/rescue/one/1'],
  ['czar doctor', 'czar doctor'],
])("after the fleet's end the hint %s becomes %s", (hint, now) => {
  for (const phase of ['finished', 'stopped'] as const) expect(hintNow(inPhase(phase), hint)).toBe(now)
  expect(hintNow(inPhase('supervising'), hint)).toBe(hint)
})

test("an attention item without a hint has none after the fleet's end", () => {
  expect(hintNow(inPhase('finished'), null)).toBe(null)
})
