import type { Command, CommandAnswer } from '../../../src/core/events/command.ts'
import { takeCommand } from '../../../src/supervisor/command.ts'
import { inventedContext } from '../../config/parse-support.ts'
import { happen, settle, type World } from './world.ts'

/** A person gives the czar of this world a command, as the running one takes it in. */
export function order(world: World, command: Command): CommandAnswer {
  const { events, answer } = takeCommand(world.state, command, { roles: ['tester'], disk: inventedContext().disk, now: world.now })
  happen(world, ...events)
  settle(world)
  return answer
}
