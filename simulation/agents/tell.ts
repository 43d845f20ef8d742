import type { TurnState, WaitingFor } from '../../src/core/events/agent-event.ts'
import type { Event } from '../../src/core/events/event.ts'
import type { Report } from '../../src/core/events/report.ts'
import { observed } from '../../tests/support/worlds/world.ts'
import { commitName } from '../repository/repository.ts'
import type { Life, SimulatedWorker, World } from '../world.ts'

/** What czar would see of a worktree now. */
export function gitSeen({ czar }: World, { id, tree, works }: SimulatedWorker): readonly Event[] {
  const state = czar.state()
  const worker = state.workers[id]
  if (worker === undefined || tree === null) return []
  const seen = observed(worker, tree.head)
  if (seen.kind !== 'git.observed') return []
  const { head } = seen.activity
  const assignment = worker.assignment === null ? undefined : state.assignments[worker.assignment]
  const work = assignment === undefined ? undefined : works.get(assignment.task)
  const subjects = work?.subjects.slice(-20).toReversed() ?? []
  const activity = {
    ...seen.activity,
    branch: tree.branch,
    commitsSinceStart: tree.commits,
    ahead: tree.commits,
    files: [...tree.files].toSorted(),
    dirty: tree.dirty,
    tree: tree.content,
    lastCommit: tree.commits === 0 ? null : { sha: head, subject: subjects[0] ?? 'earlier work', at: 0 },
    own: { from: assignment?.fromSha ?? commitName(id, 0), subjects, files: [...(work?.files ?? [])].toSorted() },
    operation: null,
  }
  return [{ ...seen, activity }]
}

/** Czar reads the worktree some time after a change, and sees the state of that later moment. */
export function showGit({ world, worker }: Life): void {
  const { tree } = worker
  if (tree === null || tree.isLookedAt) return
  tree.isLookedAt = true
  const ms = worker.random.around(world.conduct.gitLateSeconds * 1_000, 1.1)
  world.calendar.enter(world.now + ms, () => {
    tree.isLookedAt = false
    world.czar.observe(...gitSeen(world, worker))
  })
}

/** Writes into the worker's report file. A running czar reads it at once. */
export function report({ world, worker, agent }: Life, said: Pick<Report, 'kind' | 'text'> & Partial<Report>): void {
  const entry: Report = {
    seq: worker.reports.length + 1,
    at: world.now,
    assignment: agent.mind.assignment,
    plan: [],
    done: null,
    total: null,
    ...said,
  }
  worker.reports.push(entry)
  world.czar.observe({ kind: 'report.received', worker: worker.id, report: entry })
}

/** Reports that the agent began or ended its work on a text, or waits. Programs that do not report this show only that they are alive. */
export function tellTurn({ world, worker, agent }: Life, turn: TurnState, waitingFor: WaitingFor | null = null): void {
  agent.turn = turn
  agent.waitingFor = waitingFor
  world.czar.observe(...turnSeen(worker))
}

/** What the agent's own signals say about whether it works, rests or waits. */
export function turnSeen({ id, agent, behaviour }: SimulatedWorker): readonly Event[] {
  if (agent === null || agent.turn === null) return []
  const { incarnation, turn, waitingFor } = agent
  if (!behaviour.tellsTurns) return [{ kind: 'agent.novelty', worker: id, incarnation }]
  const text = waitingFor === null ? null : 'May I run rm -r build?'
  return [{ kind: 'agent.turn', worker: id, incarnation, turn, waitingFor, evidence: 'hook', strength: 'exact', text }]
}

export function tellNovelty({ world, worker, agent }: Life): void {
  world.czar.observe({ kind: 'agent.novelty', worker: worker.id, incarnation: agent.incarnation })
}

/** Reports how full the context is. It is a window of 200,000 tokens, and the used part grows with what the agent read. */
export function tellUsage({ world, worker, agent }: Life): void {
  const { context, tokens: input } = agent.mind
  const tokens = { input, output: 0, cacheRead: 0, cacheWrite: 0 }
  const price = world.fleet?.prices.get(worker.id)
  const usd = price === undefined ? null : (input / 1_000_000) * price
  const usage = { session: `${worker.id}-${agent.incarnation}`, tokens, usd, contextTokens: Math.round(context * 200_000), context }
  world.czar.observe({ kind: 'agent.usage', worker: worker.id, incarnation: agent.incarnation, ...usage })
}

/** What the program says when its account reaches a limit. Some programs say when the limit ends. */
export function tellLimit({ world, worker, agent }: Life): void {
  const account = world.czar.state().workers[worker.id]?.config.account ?? ''
  world.czar.observe({
    kind: 'agent.limited',
    worker: worker.id,
    incarnation: agent.incarnation,
    account,
    limit: 'rate',
    text: 'usage limit reached',
    said: world.now,
    strength: 'exact',
    evidence: 'hook',
    resetAt: world.limit.isTold ? world.limit.until : null,
  })
}
