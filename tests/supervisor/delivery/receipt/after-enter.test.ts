import { describe, expect, test } from 'vitest'
import type { MessageId } from '../../../../src/core/model/ids.ts'
import { isInCursorLine } from '../../../../src/supervisor/delivery/own-text.ts'
import { isAskedBack, tellDeath } from '../../../../src/supervisor/delivery/receipt/after-enter.ts'
import { createScreenRecord } from '../../../../src/supervisor/delivery/receipt/screen-record.ts'
import { aScreen } from '../../../support/builders/a-screen.ts'

const text = '[czar m1 · assignment a1 · brief]\n\nPut each word into the list.\nKeep all of them there.'
const before = `> ${text}`

function look(drawn: string, composer: 'unknown' | 'empty' = 'unknown') {
  const record = createScreenRecord()
  record.memory.remember(before)
  const pane = aScreen(drawn)
  return { record, look: { pane, screen: pane.text, reading: { composer } } as Parameters<typeof isAskedBack>[1] & { screen: string } }
}

describe('a question that follows Enter without other output', () => {
  test.each([
    `${before}\n\nSend this text of 90 characters? [y/N] ▮`,
    `${before}\n\nThis is a long text.\nSend it all the same? (yes/no): ▮`,
    `${before}\n\n**Really send?** ▮`,
  ])('is about the text: %j', drawn => {
    const seen = look(drawn)
    expect(isAskedBack(seen.record, seen.look)).toBe(true)
  })

  test.each([
    [`${before}\n* Reading the task\n\nWhich database should I use? ▮`, 'unknown'],
    [`${before}\n\nWhich database?\n\n> ▮`, 'empty'],
    [`${before}\n\nReading it ▮`, 'unknown'],
    [`${before}▮`, 'unknown'],
  ] as const)('is not seen after an answer, or at a prompt: %j', (drawn, composer) => {
    const seen = look(drawn, composer)
    expect(isAskedBack(seen.record, seen.look)).toBe(false)
  })
})

test.each([
  [`${before}▮`, true],
  [`${before} @src/x ▮`, true],
  [`* working\n\n> Keep all of them there.▮`, true],
  [`${before}\n▮`, false],
  [`${before}\n\n* working\n▮`, false],
  [`${before}\n\n> ▮`, false],
])("a text whose end is in the cursor's line counts as still unsent: %j", (drawn, isThere) => {
  expect(isInCursorLine({ messageId: 'm1' as MessageId, text }, aScreen(drawn))).toBe(isThere)
})

test.each([
  'Segmentation fault (core dumped)',
  'run.sh: line 12: 4711 Killed',
  'Aborted (core dumped)',
  'Traceback (most recent call last):',
  "thread 'main' panicked at src/main.rs:1:1:",
])('the death of a program in a restarting wrapper is read: %j', line => {
  const seen = look(`${before}\n${line}\n[wrapper] started again\n\n> ▮`, 'empty')
  expect(tellDeath(seen.record, seen.look)).not.toBeNull()
})

test.each(['I killed the server, which was Aborted.', 'Killed by a test: see the log for it', '* Reading the task'])(
  "a program's text about other programs does not count as its own death: %j",
  line => {
    const seen = look(`${before}\n${line}\n\n> ▮`, 'empty')
    expect(tellDeath(seen.record, seen.look)).toBeNull()
  },
)
