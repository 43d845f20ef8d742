import { expect, test } from 'vitest'
import { logFailures } from '../../src/supervisor/log-failures.ts'
import { someHands } from '../support/fakes/hands.ts'

test('fault 9: a listener that throws is logged, and the program that called it continues', () => {
  const hands = someHands()
  const heard: string[] = []
  const hear = logFailures(hands.log, 'what tmux told', (word: string) => {
    if (word === 'bad') throw new TypeError('no such pane')
    heard.push(word)
  })
  for (const word of ['good', 'bad', 'better']) hear(word)
  expect(heard).toEqual(['good', 'better'])
  expect(hands.logged).toEqual(['what tmux told failed'])
})
