import { setTimeout as pause } from 'node:timers/promises'
import type { Event, Journaled } from '../../src/core/events/event.ts'
import { plainText } from '../../src/core/text/plain-text.ts'
import { readJournal } from '../support/read-journal.ts'
import type { Place } from './place.ts'

const LOOK_MS = 500
const WIDTH = 160

/**
 * Prints what happens in the fleet until all of its work is proven and merged into one tested tree. Throws if the fleet needs a person or
 * takes too long.
 */
export async function follow({ projectDir }: Place, { timeoutMs }: { readonly timeoutMs: number }): Promise<readonly Journaled[]> {
  const deadline = Date.now() + timeoutMs
  let told = 0
  for (;;) {
    const events = readJournal(projectDir)
    const began = events[0]?.at ?? 0
    const agents = agentsIn(events)
    for (const event of events.slice(told)) {
      const line = lineAbout(event, agents)
      if (line !== null) console.log(`  ${clock(event.at - began)}  ${line}`)
    }
    told = events.length
    const matter = events.find(event => event.kind === 'attention.raised')
    if (matter?.kind === 'attention.raised') throw new Error(`the fleet needs a person: ${matter.text}`)
    if (events.some(({ kind }) => kind === 'project.finished')) return events
    if (Date.now() > deadline) throw new Error('the fleet took too long')
    await pause(LOOK_MS)
  }
}

/** The agent program of each worker. */
function agentsIn(events: readonly Event[]): ReadonlyMap<string, string> {
  const configs = events.flatMap(event => {
    if (event.kind === 'project.loaded') return event.project.workers
    return event.kind === 'worker.added' || event.kind === 'review.asked' ? [event.config] : []
  })
  return new Map(configs.map(({ id, agent }) => [id, agent]))
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  return `${String(Math.floor(seconds / 60)).padStart(2)}:${String(seconds % 60).padStart(2, '0')}`
}

function lineAbout(event: Event, agents: ReadonlyMap<string, string>): string | null {
  switch (event.kind) {
    case 'agent.started':
      return about(
        event.worker,
        `${agents.get(event.worker) ?? 'an agent'} starts${event.incarnation > 1 ? ` again (${event.incarnation})` : ''}`,
      )
    case 'worker.added':
      return about(event.worker, `added by ${event.config.addedBy === undefined ? 'a person' : 'a worker'}, as ${event.config.agent}`)
    case 'wait.begun':
      return about(event.worker, `waits for ${event.tasks.join(', ')}`)
    case 'wait.ended':
      return about(event.worker, `waits no more: ${event.reason}`)
    case 'verification.finished':
      return event.verdict === 'verified'
        ? about(event.worker, `proven at ${short(event.commit)}`)
        : about(event.worker, `${event.verdict}: ${event.reasons.join(' ')}`)
    case 'stage.returned':
      return about(event.worker, `gets its work back: ${event.reasons[0] ?? ''}`)
    case 'review.asked':
      return about(event.worker, `reviews ${event.task} at ${short(event.commit)}`)
    case 'review.finished':
      return about(
        event.worker,
        event.findings.length === 0 ? 'finds nothing' : event.findings.map(({ outcome, claim }) => `${outcome}: ${claim}`).join('; '),
      )
    case 'review.returned':
      return about(event.worker, 'gets its work back from the review')
    case 'train.tested':
      return about('train', `merged tree ${short(event.tip)} ${event.isGreen ? 'passes' : 'fails'} its tests`)
    case 'train.returned':
      return about(event.worker, `gets its work back from the train: ${event.reasons.join(' ')}`)
    case 'train.advanced':
      return about('train', `${event.branch} is at ${short(event.tip)}`)
    case 'attention.raised':
      return about('person', event.text)
    case 'project.finished':
      return about('fleet', `${event.verified} tasks are proven`)
    default:
      return null
  }
}

function about(who: string, text: string): string {
  return `${who.padEnd(18)} ${plainText(text, WIDTH)}`
}

function short(commit: string | null): string {
  return commit?.slice(0, 8) ?? 'no commit'
}
