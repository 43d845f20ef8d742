import type { WorkerId } from '../../../src/core/model/ids.ts'
import type { MessageState } from '../../../src/core/state/types/message-state.ts'
import { aStory, begin, report, turn } from './story.ts'
import type { World } from './world.ts'

/** A world in which worker one has its task and waits for the next text. */
export function atRest(): World {
  const world = aStory()
  begin(world, 'one')
  report(world, 'one', 'ack')
  turn(world, 'one', 'idle')
  return world
}

/** Makes exactly these texts wait for worker one. */
export function wait(world: World, ...messages: readonly Partial<MessageState>[]): void {
  const rest = { facts: {}, at: 0, tries: 0, lastTryAt: 0, problem: null, pastedTo: null, interruptedIn: null, held: null }
  const queued = messages.map((message, index): MessageState => {
    return { id: `m${50 + index}` as never, worker: 'one' as WorkerId, kind: 'notice', assignment: 'one.1' as never, ...rest, ...message }
  })
  world.state = { ...world.state, messages: queued }
}
