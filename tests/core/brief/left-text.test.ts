import { expect, test } from 'vitest'
import { leftText } from '../../../src/core/brief/left-text.ts'

const nothing = { replacedFor: null, isMisunderstood: false, handoff: null, doing: null, check: null }

test('an agent that replaces one with a misunderstood task is told to compare the existing files with the task', () => {
  const text = leftText({ ...nothing, replacedFor: 'works on fix/x instead of feat/x', isMisunderstood: true })
  expect(text).toContain('undo the changes that do not belong to it')
})

test('an agent that replaces a silent one is not told to search the existing files', () => {
  expect(leftText({ ...nothing, replacedFor: 'a turn runs, but nothing new comes' })).not.toContain('take back')
  expect(leftText(nothing)).toBe('')
})
