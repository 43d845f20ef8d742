import { type ApiClient, createApiClient } from '../api/client.ts'
import type { Command, CommandAnswer } from '../core/model/command.ts'
import { CzarError } from '../core/model/errors.ts'
import type { ProjectPlace } from './project-place.ts'

/** The running czar of a project. */
export function openClient(place: ProjectPlace): ApiClient {
  return createApiClient({ socketPath: place.sockets.api, project: place.name })
}

/** Gives the czar a command; its refusal becomes an error with its hint (exit 1). */
export async function command(client: ApiClient, order: Command): Promise<string> {
  const answer: CommandAnswer = await client.perform(order)
  if (answer.ok) return answer.message
  throw new CzarError('refused', 1, answer.message, { hint: answer.hint ?? undefined })
}
