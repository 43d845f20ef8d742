import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readMessage } from '../../../../src/demo-agent/message.ts'
import { performStep } from '../../../../src/demo-agent/perform-step.ts'
import { durationMs, readSteps } from '../../../../src/demo-agent/steps.ts'

test('the first line of a message gives its kind, and fenced blocks give the steps', () => {
  const text = `[czar m7 · assignment a3 · brief]\n\n~~~scripted\n- ack\n~~~\ntext\n\`\`\`scripted rework\n- commit: x\n\`\`\`\n\`\`\`yaml\n- crash\n\`\`\`\n`
  expect(readMessage(text)).toEqual({
    id: 'm7',
    assignment: 'a3',
    kind: 'brief',
    blocks: { '': '- ack\n', rework: '- commit: x\n' },
  })
})

test('a message without an assignment is read as such, and other text counts as typed by a person', () => {
  expect(readMessage('[czar m7 · assignment - · tell]\nhi')).toMatchObject({ id: 'm7', assignment: null, kind: 'tell' })
  expect(readMessage('hi [czar m7 · assignment a3 · brief]')).toMatchObject({ id: null, assignment: null, kind: 'typed' })
})

test('a step is a name or a map with one key', async () => {
  expect(await readSteps('- ack\n- crash: { only_incarnation: 2, always: true }\n')).toEqual([
    { name: 'ack', value: null, always: false, onlyIncarnation: null },
    { name: 'crash', value: { only_incarnation: 2, always: true }, always: true, onlyIncarnation: 2 },
  ])
  expect(await readSteps('')).toEqual([])
})

test.each([
  ['ack: x', 'the steps are not a list'],
  ['- dance', 'step 1: dance is not one of ack, '],
  ['- ack\n- { edit: a, commit: b }', 'step 2 is not a map with one key'],
])('a faulty step is refused with the reason: %j', async (yaml, problem) => {
  await expect(readSteps(yaml)).rejects.toThrow(problem)
})

test('durations in steps need a number and a unit', () => {
  expect(['500ms', '10s', '2m'].map(durationMs)).toEqual([500, 10_000, 120_000])
  expect(() => durationMs('10')).toThrow('not a duration: 10')
})

test('a step that edits no named file is shown as failed and writes no file', async () => {
  const shown: string[] = []
  const hands = { show: (text: string) => shown.push(text) } as never
  await performStep({ name: 'edit', value: { path: 'a.txt', text: 'x' }, always: false, onlyIncarnation: null }, hands)
  expect(shown).toEqual(['● edit', '  failed: the step names no file: write edit: { file: a.txt, text: ... }'])
  expect(existsSync('undefined')).toBe(false)
})
