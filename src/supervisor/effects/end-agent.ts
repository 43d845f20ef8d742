import type { EndReason } from '../../core/events/agent-event.ts'
import type { Event } from '../../core/events/event.ts'
import { ToolError } from '../../core/model/errors.ts'
import type { AgentProfile } from '../../core/model/project.ts'
import { isReviewer } from '../../core/state/facts/is-reviewer.ts'
import type { AgentState, WorkerState } from '../../core/state/types/worker-state.ts'
import { DEFAULT_DELIVERY_TIMES } from '../delivery/delivery-times.ts'
import { draftIn, personAtWork } from '../delivery/person.ts'
import type { Hands } from '../hands.ts'
import { readPane } from '../read-pane.ts'
import { delay } from '../timing/delay.ts'
import type { Watchers } from '../watchers.ts'

const QUIT_MS = 2_000
const GRACE_MS = 2_000
const LOOK_MS = 30

/**
 * Ends one start of an agent: first with the keys that make the program quit, and then by ending the session with all its processes. The
 * agent's work stays in the worktree.
 */
export async function endAgent(
  hands: Hands,
  watchers: Watchers,
  { worker, reason }: { worker: WorkerState; reason: EndReason },
): Promise<readonly Event[]> {
  const { agent } = worker
  if (agent === null) return []
  if (worker.fresh && agent.exit === null) await refuseIfPersonIsThere(hands, worker, agent)
  if (agent.exit === null && reason !== 'not_ready') await sendQuitKeys(hands, worker, agent)
  if (worker.worktree !== null && !isReviewer(worker))
    await hands.git
      .rescue(worker.id, worker.worktree.path)
      .catch((error: unknown) =>
        hands.log.warn({ error, worker: worker.id }, 'the uncommitted work could not be saved before the end of the agent'),
      )
  const session = (await hands.terminal.list()).find(candidate => candidate.session === agent.session && candidate.server === agent.server)
  if (session !== undefined) await hands.terminal.end(session.session, GRACE_MS)
  await hands.terminal.sweep({ worker: worker.id, keep: null }, GRACE_MS)
  await watchers.closeAgent(worker.id)
  return [{ kind: 'agent.ended', worker: worker.id, incarnation: agent.incarnation, reason }]
}

async function showsPrompt(hands: Hands, profile: AgentProfile, { pane, prompt }: AgentState): Promise<boolean> {
  const look = await Promise.all([hands.terminal.screen(pane), hands.terminal.facts(pane)]).catch(() => null)
  return look !== null && readPane({ agents: hands.agents, profile, first: prompt }, ...look).composer !== 'unknown'
}

/**
 * Throws ToolError while a person types, scrolls or has a draft in the pane. The end of the agent then waits and is tried again later.
 */
async function refuseIfPersonIsThere(hands: Hands, worker: WorkerState, { pane }: AgentState): Promise<void> {
  const profile = hands.project.agents[worker.config.agent]
  const facts = await hands.terminal.facts(pane).catch(() => null)
  if (facts === null || facts.dead || facts.writers === 0 || profile === undefined) return
  const reading = hands.agents.readScreen(profile, await hands.terminal.screen(pane), facts.title)
  const hold = personAtWork(facts, DEFAULT_DELIVERY_TIMES.typingQuietMs) ?? draftIn(reading)
  if (hold !== null)
    throw new ToolError(`${worker.id}'s agent was not ended: a person is at its pane (${hold.by})`, {
      command: ['end', pane],
      reason: 'refused',
    })
}

/**
 * Sends the profile's quit keys and waits a moment. If the screen shows no prompt, no key is sent, because a key could answer a question.
 */
async function sendQuitKeys(hands: Hands, worker: WorkerState, agent: AgentState): Promise<void> {
  const profile = hands.project.agents[worker.config.agent]
  const quit = profile?.quit ?? []
  const isSafe = quit.every(key => key.startsWith('C-')) || (profile !== undefined && (await showsPrompt(hands, profile, agent)))
  if (!isSafe) return
  for (const key of quit) {
    const sent = await hands.terminal.keys(agent.pane, [key]).catch(() => null)
    if (sent?.outcome !== 'pasted') return
  }
  const deadline = hands.clock.steady() + (quit.length === 0 ? 0 : QUIT_MS)
  while (hands.clock.steady() < deadline) {
    if (await hands.terminal.isOver(agent.pane).catch(() => true)) return
    await delay(hands.clock, LOOK_MS)
  }
}
