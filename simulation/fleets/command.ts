import type { Asker } from '../../src/core/events/asker.ts'
import type { Command } from '../../src/core/events/command.ts'
import type { WorkerId } from '../../src/core/model/ids.ts'
import { takeCommand } from '../../src/supervisor/command.ts'
import type { World } from '../world.ts'
import { SURROUNDINGS } from './fleet-file.ts'

/** Gives a command to the running czar. Returns whether it was taken. */
export function give(world: World, command: Command, by: Asker): boolean {
  if (!world.czar.isUp()) return false
  const { events, answer } = takeCommand(world.czar.state(), command, { ...SURROUNDINGS, now: world.now, by })
  if (events.length > 0) world.czar.observe(...events)
  return answer.ok
}

export const PERSON: Asker = { who: 'person', pid: null, program: 'czar', tty: null, isVerified: true }

/** The agent of this worker, which gives a command about itself. */
export function agentOf(worker: WorkerId): Asker {
  return { who: 'worker', pid: null, program: 'czar', worker, project: null, isVerified: true }
}
