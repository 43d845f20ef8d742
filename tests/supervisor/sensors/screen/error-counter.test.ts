import { expect, test } from 'vitest'
import type { MessageId, WorkerId } from '../../../../src/core/model/ids.ts'
import { createErrorCounter } from '../../../../src/supervisor/sensors/screen/error-counter.ts'
import { someHands } from '../../../support/fakes/hands.ts'
import { aStory } from '../../../support/worlds/story.ts'

const [one, two] = ['one', 'two'] as WorkerId[] as [WorkerId, WorkerId]

/** A counter of error messages. Also returns the ids of czar's texts that it has read. No screen shows these texts. */
function aCounter() {
  const hands = someHands(aStory())
  const read: string[] = []
  const kept = ({ id }: { readonly id: MessageId }) => {
    read.push(id)
    return `Error: what ${id} tells of, at such length that it is known by its letters alone`
  }
  const counter = createErrorCounter({ ...hands, texts: { ...hands.texts, kept } }, { looks: 2, scrolls: false })
  return { counter, read }
}

test('of texts that were never visible the last few of a worker are compared, however many there were', () => {
  const { counter, read } = aCounter()
  counter.begin(one, 1)
  counter.given({ worker: two, message: 'm0' as MessageId })
  for (let number = 1; number <= 300; number++) counter.given({ worker: one, message: `m${number}` as MessageId })
  counter.fresh(one, 1, 'nothing of it')
  expect(read).toEqual(['m293', 'm294', 'm295', 'm296', 'm297', 'm298', 'm299', 'm300'])
  read.length = 0
  counter.fresh(two, 1, 'nothing of it')
  expect(read).toEqual(['m0'])
})

test('an error in a text that is not visible yet does not count as new', () => {
  const { counter } = aCounter()
  counter.begin(one, 1)
  counter.given({ worker: one, message: 'm1' as MessageId })
  expect(counter.fresh(one, 1, 'Error: what m1 tells of, at such length')).toEqual([])
  expect(counter.fresh(one, 1, 'Error: cannot find module ./parts').length).toBe(1)
})
