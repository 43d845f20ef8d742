import type { Command, CommandAnswer } from '../../../src/core/events/command.ts'
import { takeCommand } from '../../../src/supervisor/command.ts'
import { inventedContext } from '../../config/parse-support.ts'
import { happen, settle, type World } from './world.ts'

/** Gives a command to the czar of this world, as a person does to a running czar. */
export function order(world: World, command: Command): CommandAnswer {
  const { events, answer } = takeCommand(world.state, command, { roles: ['tester'], disk: inventedContext().disk, now: world.now })
  happen(world, ...events)
  settle(world)
  return answer
}
