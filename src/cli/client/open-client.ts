import { setTimeout } from 'node:timers/promises'
import { readHolder } from '../../adapters/journal/supervisor-holder.ts'
import { isHeld } from '../../adapters/journal/supervisor-lock.ts'
import { type ApiClient, createApiClient } from '../../api/client.ts'
import { NoCzarError } from '../../api/no-czar-error.ts'
import type { Command, CommandAnswer } from '../../core/events/command.ts'
import { CzarError, PreconditionError, ToolError } from '../../core/model/errors.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import { launchHint } from './launch-hint.ts'

/** How long commands wait for a czar that is just starting. A czar starts its fleet before it listens for commands. */
const OPENS_WITHIN_MS = 10_000
const RETRY_EVERY_MS = 50

/** Connects to the running czar of a project. If a czar is just starting, its commands wait for it. */
export function openClient(place: ProjectPlace): ApiClient {
  const client = createApiClient({ socketPath: place.sockets.api, project: place.name, launchHint: () => launchHint(place) })
  return {
    ...client,
    position: () => whenOpen(place, () => client.position()),
    stream: (after, listener) => whenOpen(place, () => client.stream(after, listener)),
    perform: command => whenOpen(place, () => client.perform(command)),
  }
}

/** Asks again while a czar holds the lock but no process listens, because that czar is just starting or ending. */
async function whenOpen<Answer>(place: ProjectPlace, ask: () => Promise<Answer>): Promise<Answer> {
  for (const deadline = performance.now() + OPENS_WITHIN_MS; ; ) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof NoCzarError) || !isSupervised(place)) throw error
      if (performance.now() > deadline) throw notListening(place, error)
    }
    await setTimeout(RETRY_EVERY_MS)
  }
}

/** Whether a czar holds the lock, and not a command such as `czar merge`, which never listens. */
function isSupervised({ directory }: ProjectPlace): boolean {
  return isHeld(directory) && readHolder(directory)?.command === undefined
}

function notListening({ name, sockets }: ProjectPlace, cause: Error): ToolError {
  return new ToolError(`a czar of ${name} runs, but does not listen at ${sockets.api}`, {
    command: ['connect', sockets.api],
    reason: 'timeout',
    hint: `czar doctor; czar log -p ${name}`,
    cause,
  })
}

/**
 * Sends the czar a command. If the czar refuses it, throws an error with the czar's hint. The exit code is then 1, or 3 if only a person
 * may give the command.
 */
export async function sendCommand(client: ApiClient, request: Command): Promise<string> {
  const answer: CommandAnswer = await client.perform(request)
  if (answer.ok) return answer.message
  if (answer.needsPerson) throw new PreconditionError(answer.message, { hint: answer.hint ?? undefined })
  throw new CzarError('refused', answer.message, { hint: answer.hint ?? undefined })
}
