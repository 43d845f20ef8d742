import type { Command } from 'commander'
import { addVerb, withProject } from '../add-verb.ts'
import type { CliIo } from '../io.ts'
import type { ProjectPlace } from '../project-place.ts'

export interface StopOptions {
  readonly io: CliIo
  readonly project: string | undefined
  /** null: the whole fleet, then the czar. */
  readonly worker: string | null
}

/** `czar stop`: ends one worker's agent, or the fleet and its czar; worktrees and branches stay. */
export function registerStop(program: Command, io: CliIo, run: (options: StopOptions) => Promise<void> = runStop): void {
  withProject(
    addVerb(program, 'stop [worker]', {
      group: 'Steer:',
      summary: 'end a worker, or the fleet and its czar',
      description: 'End one worker, or without a name the whole fleet and its czar, and wait until that is done. No work is deleted.',
      examples: ['czar stop api       end one worker', 'czar stop           end the fleet and the czar'],
    }),
  ).action((worker, flags) => run({ io, project: flags.project, worker: worker ?? null }))
}

async function runStop({ io, project, worker }: StopOptions): Promise<void> {
  const { chooseProject } = await import('../project-place.ts')
  const { stopAndWait } = await import('../stop-and-wait.ts')
  const place = await chooseProject(project, io)
  try {
    await stopAndWait(place, worker, text => io.stdout.write(`${text}\n`))
  } catch (error) {
    if (worker !== null || !((await stopOrphans(place, io)) || (await saysOver(place, io)))) throw error
  }
}

/** `czar stop && czar launch FILE` works whether or not the fleet came to its end meanwhile. */
async function saysOver({ name, directory }: ProjectPlace, io: CliIo): Promise<boolean> {
  const { readStatus } = await import('../../adapters/status/read-status.ts')
  const { isHeld } = await import('../../adapters/journal/supervisor-lock.ts')
  try {
    const { state } = readStatus(directory).czar
    if (isHeld(directory) || (state !== 'finished' && state !== 'stopped')) return false
    io.stdout.write(`no czar is running for ${name}: the fleet has ${state}\n`)
    return true
  } catch {
    // A status file that cannot be read is no end.
    return false
  }
}

/** The czar was killed, and its agents go on without it: whether there were any to end. */
async function stopOrphans(place: ProjectPlace, io: CliIo): Promise<boolean> {
  const { existsSync } = await import('node:fs')
  const { acquireSupervisorLock, isHeld } = await import('../../adapters/journal/supervisor-lock.ts')
  const { endSessions } = await import('../compose/end-sessions.ts')
  const { refuseAgents } = await import('../refuse-agents.ts')
  if (!existsSync(place.sockets.tmux) || isHeld(place.directory)) return false
  refuseAgents(place, 'stop', io)
  const lock = acquireSupervisorLock(place.directory)
  try {
    const ended = await endSessions(place, io.env)
    for (const line of ended) io.stdout.write(`no czar was running for ${place.name}; ${line}\n`)
    return ended.length > 0
  } finally {
    lock.release()
  }
}
