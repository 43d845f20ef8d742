import type { Event } from '../../../core/events/event.ts'
import type { FoundRequest } from '../../../core/ports/forge-port.ts'
import { asSeen, type RequestStep } from './request-step.ts'

/** Asks the forge to merge the pull request as soon as its checks are green. If a person switched this off, it stays off. */
export async function armRequest(step: RequestStep): Promise<Event> {
  const { forge, known, about, signal } = step
  const found = await read(step)
  if (found === null || found.standing !== 'open' || found.head !== about.commit) return seen(step, found)
  if (found.isArmed) return { kind: 'pull_request.armed', ...about, how: 'forge' }
  if (known?.armed?.how === 'forge') return { kind: 'pull_request.armed', ...about, how: 'off' }
  return { kind: 'pull_request.armed', ...about, how: await forge.autoMerge({ number: found.number, head: found.head }, signal) }
}

export async function disarmRequest(step: RequestStep): Promise<Event> {
  const { forge, about, signal } = step
  const found = await read(step)
  if (found?.standing === 'open' && found.isArmed) await forge.stopAutoMerge(found.number, signal)
  return found !== null && found.standing !== 'open' ? seen(step, found) : { kind: 'pull_request.disarmed', ...about }
}

/** Merges a pull request whose checks are green at the proven commit, if the forge itself has nothing more to wait for. */
export async function mergeRequest(step: RequestStep): Promise<Event> {
  const { forge, about, signal } = step
  const found = await read(step)
  if (found?.standing !== 'open' || found.head !== about.commit || found.isDraft) return seen(step, found)
  await forge.merge({ number: found.number, head: found.head }, signal)
  return seen(step, await read(step))
}

async function read({ forge, known, signal }: RequestStep): Promise<FoundRequest | null> {
  return known?.request == null ? null : forge.read(known.request.number, signal)
}

/**
 * The pull request is not in the state that czar expected. This event records its present state, from which the policy decides the next
 * step.
 */
function seen({ known, about }: RequestStep, found: FoundRequest | null): Event {
  const request = found === null ? known?.request : asSeen(found)
  if (request == null) return { kind: 'pull_request.disarmed', ...about }
  return { kind: 'pull_request.changed', ...about, request }
}
