import type { Asker } from '../../../src/core/events/asker.ts'
import type { Command, CommandAnswer } from '../../../src/core/events/command.ts'
import { takeCommand } from '../../../src/supervisor/command.ts'
import { inventedContext } from '../../config/parse-support.ts'
import { happen, settle, type World } from './world.ts'

/** Gives a command to the czar of this world. Without a sender (`by`), czar does not check who may give it. */
export function order(world: World, command: Command, by: Asker | null = null): CommandAnswer {
  const { events, answer } = takeCommand(world.state, command, { roles: ['tester'], disk: inventedContext().disk, now: world.now, by })
  happen(world, ...events)
  settle(world)
  return answer
}
