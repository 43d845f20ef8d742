import { askHeadless, type HeadlessResult } from '../../adapters/agents/headless/ask-headless.ts'
import { fingerprintDifferences, repositoryFingerprint } from '../../adapters/git/inspect/repository-fingerprint.ts'
import type { UnwrittenFiles } from '../../config/load-project.ts'
import type { ProjectFile } from '../../config/parse-project.ts'
import { ConfigError, ToolError } from '../../core/model/errors.ts'
import type { FleetPlan } from '../../core/plan/fleet-plan.ts'
import { listed } from '../../core/text/listed.ts'
import { plainText } from '../../core/text/plain-text.ts'
import type { CliIo } from '../io.ts'
import type { PlanningUse } from '../output/plan.ts'
import type { PlanOptions } from '../verbs/setup/plan.ts'
import { type PlanningGoal, planPrompt, type RefusedAnswer } from './plan-prompt.ts'
import type { Planner } from './planner.ts'
import { overBudget, planningFailure } from './planning-failure.ts'
import { showProgress } from './planning-progress.ts'
import { readAnswer } from './read-answer.ts'
import { type KeptReading, openKeptReading } from './reading-keeper.ts'

export interface PlanningRequest {
  readonly io: CliIo
  readonly planner: Planner
  readonly goal: PlanningGoal
  readonly repository: string
  readonly usd: number | null
  readonly timeMs: number
  readonly options: PlanOptions
  /** Makes the files of a plan and checks them. Throws a ConfigError with all mistakes. */
  readonly check: (plan: FleetPlan) => Promise<ProjectFile>
  /** Returns a message for each accept command that proves nothing or cannot run on base. Null: the commands are not tried. */
  readonly tryGates: ((file: ProjectFile) => Promise<readonly string[]>) | null
  readonly filesOf: (plan: FleetPlan) => Promise<UnwrittenFiles>
}

export interface AgentPlan {
  readonly plan: FleetPlan
  readonly use: PlanningUse
  readonly warnings: readonly string[]
}

/** How many answers an agent may give. */
const ROUNDS = 3

/**
 * Lets an agent program make a plan. The program reads a worktree of its own. Czar sends it the mistakes in its plan, so it answers up to
 * three times.
 */
export async function planByAgent(request: PlanningRequest): Promise<AgentPlan> {
  const { io, repository, goal } = request
  const stop = new AbortController()
  const forget = io.onSignal(() => stop.abort())
  const before = await repositoryFingerprint(repository, io.env)
  const reading = await openKeptReading(repository, goal.base, io)
  const progress = showProgress(request.planner.name, io)
  try {
    const { plan, use, weak } = await askInRounds(request, { reading, progress, signal: stop.signal })
    progress.end()
    const left = await reading.close()
    const changed = fingerprintDifferences(before, await repositoryFingerprint(repository, io.env))
    return { plan, use, warnings: [...weak, ...warningsOf(changed, left), ...costWarning(request, use)] }
  } finally {
    progress.end()
    await reading.close()
    forget()
  }
}

interface Asking {
  readonly reading: KeptReading
  readonly progress: ReturnType<typeof showProgress>
  readonly signal: AbortSignal
}

interface Spent {
  tokens: number | null
  usd: number | null
}

/** `weak` names the accept commands that still prove nothing in the last answer. */
async function askInRounds(
  request: PlanningRequest,
  asking: Asking,
): Promise<Omit<AgentPlan, 'warnings'> & { readonly weak: readonly string[] }> {
  const { io, planner, goal, timeMs } = request
  const began = io.now()
  const spent: Spent = { tokens: null, usd: null }
  let refused: RefusedAnswer | null = null
  for (let round = 1; round <= ROUNDS; round++) {
    if (request.usd !== null && (spent.usd ?? 0) >= request.usd) throw overBudget(planner.name, request.options)
    asking.progress.round(round, ROUNDS)
    const prompt = await planPrompt(goal, asking.reading.commit, refused)
    const result = await ask(request, asking, { prompt, spent, leftMs: timeMs - (io.now() - began) })
    const answer = result.text ?? ''
    const judged = await judge(answer, request)
    const weak = 'plan' in judged && request.tryGates !== null ? await request.tryGates(judged.project) : []
    if ('plan' in judged && (weak.length === 0 || round === ROUNDS)) {
      const seconds = Math.round((io.now() - began) / 1000)
      return { plan: judged.plan, use: { agent: planner.name, rounds: round, ...spent, seconds }, weak }
    }
    const mistakes = 'plan' in judged ? { errors: weak, file: (await request.filesOf(judged.plan)).text } : judged
    refused = { round: round + 1, rounds: ROUNDS, answer, ...mistakes }
  }
  throw noPlan(planner, refused)
}

async function ask(
  request: PlanningRequest,
  asking: Asking,
  { prompt, spent, leftMs }: { prompt: string; spent: Spent; leftMs: number },
): Promise<HeadlessResult> {
  const { planner, usd, options } = request
  const result = await askHeadless({
    profile: planner.profile,
    command: planner.command,
    env: planner.env,
    prompt,
    cwd: asking.reading.worktree,
    mark: asking.reading.mark,
    usd: usd === null ? null : Math.max(0.01, usd - (spent.usd ?? 0)),
    timeoutMs: Math.max(1, leftMs),
    signal: asking.signal,
    onProgress: answer => asking.progress.say(added(spent, answer)),
  })
  Object.assign(spent, added(spent, result))
  const failure = planningFailure(result, planner, options)
  if (failure !== null) throw failure
  return result
}

function added(spent: Spent, more: Spent): Spent {
  const sum = (one: number | null, other: number | null) => (one === null ? other : one + (other ?? 0))
  return { tokens: sum(spent.tokens, more.tokens), usd: sum(spent.usd, more.usd) }
}

type Judged =
  | { readonly plan: FleetPlan; readonly project: ProjectFile }
  | { readonly errors: readonly string[]; readonly file: string | null }

async function judge(answer: string, { goal, check, filesOf }: PlanningRequest): Promise<Judged> {
  const read = readAnswer(answer, goal.roles)
  if ('problems' in read) return { errors: read.problems, file: null }
  try {
    return { plan: read.plan, project: await check(read.plan) }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return { errors: error.details.length > 0 ? error.details : [error.message], file: (await filesOf(read.plan)).text }
  }
}

function noPlan({ name, command }: Planner, refused: RefusedAnswer | null): ToolError {
  const said = plainText(refused?.answer ?? '', 300)
  return new ToolError(`${name} gave no valid plan in ${ROUNDS} rounds; nothing is written`, {
    command,
    reason: 'refused',
    details: [...(refused?.errors ?? []).slice(0, 20), ...(said === '' ? [] : [`its last answer began: ${said}`])],
    hint: 'czar plan --from plan.md   # by rules, or with another --agent',
  })
}

function costWarning({ usd }: PlanningRequest, { agent, usd: spent }: PlanningUse): readonly string[] {
  return usd === null || spent !== null ? [] : [`${agent} does not report its cost, so --usd cannot limit the cost`]
}

function warningsOf(changed: readonly string[], left: string | null): readonly string[] {
  return [
    ...(changed.length === 0
      ? []
      : [`while the agent planned, your repository changed: ${listed(changed.map(name => plainText(name, 200)))}`]),
    ...(left === null ? [] : [`the worktree of the planning could not be removed: ${left}`]),
  ]
}
