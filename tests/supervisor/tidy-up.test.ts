import { expect, test } from 'vitest'
import { tidyUp } from '../../src/supervisor/tidy-up.ts'
import { someHands } from '../support/fakes/hands.ts'

test('a tmux server that does not end, and a proof that cannot be removed, are tried again a few times', async () => {
  const hands = someHands()
  let ends = 0
  let prunes = 0
  hands.terminal.endServer = async () => {
    ends += 1
    if (ends < 3) throw new Error('busy')
  }
  hands.git.pruneProofs = async () => {
    prunes += 1
    throw new Error('no space')
  }
  const tidied = tidyUp(hands)
  await hands.clock.pass(10_000)
  await tidied
  expect([ends, prunes]).toEqual([3, 3])
  expect(hands.logged).toHaveLength(5)
})
