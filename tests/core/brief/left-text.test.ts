import { expect, test } from 'vitest'
import { leftText } from '../../../src/core/brief/left-text.ts'

const nothing = { replacedFor: null, isMisunderstood: false, handoff: null, doing: null, check: null }

test('who takes the place of an agent that misunderstood its task is told to compare what lies there', () => {
  const text = leftText({ ...nothing, replacedFor: 'works on fix/x instead of feat/x', isMisunderstood: true })
  expect(text).toContain('take back what does not belong to it')
})

test('who takes the place of one that was only silent is not sent through its files', () => {
  expect(leftText({ ...nothing, replacedFor: 'a turn runs, but nothing new comes' })).not.toContain('take back')
  expect(leftText(nothing)).toBe('')
})
