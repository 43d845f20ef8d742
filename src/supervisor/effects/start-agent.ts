import { mkdir } from 'node:fs/promises'
import type { Event } from '../../core/events/event.ts'
import { ToolError } from '../../core/model/errors.ts'
import type { AgentProfile } from '../../core/model/project.ts'
import type { AgentLaunch, AgentObservation } from '../../core/ports/agents-port.ts'
import { authorshipEnvironment } from '../../core/ports/git-identity.ts'
import type { SessionSnapshot } from '../../core/ports/terminal-port.ts'
import type { WorkerState } from '../../core/state/types/worker-state.ts'
import type { Hands } from '../hands.ts'
import type { OpenWatch, Watchers } from '../watchers.ts'

export interface StartRequest {
  readonly worker: WorkerState
  readonly incarnation: number
  readonly resume: string | null
  readonly observe: (observation: AgentObservation) => void
}

/** Starts an agent in a session of its own. If a session of the same start already runs, because czar was restarted, it is taken over. */
export async function startAgent(hands: Hands, watchers: Watchers, request: StartRequest): Promise<readonly Event[]> {
  const { worker, incarnation, resume } = request
  const launch = launchOf(hands, worker, { incarnation, resume, authorship: await authorshipOf(hands, worker) })
  await mkdir(launch.dir, { recursive: true, mode: 0o700 })
  const adopted = await findOrClear(hands, worker, incarnation)
  // If the previous agent ended by itself or with its tmux server, processes of it may still work in the worktree. Czar ends such processes
  // first.
  if (incarnation > 1) await hands.terminal.sweep({ worker: worker.id, keep: incarnation }, 2_000)
  // The order matters: the command line is prepared, then czar begins to listen to the agent's signals, and then the program starts. So no
  // early signal is missed.
  const command = adopted === null ? await hands.agents.prepare(launch) : null
  await watchers.setAgent(worker.id, await openWatch(hands, launch, request.observe))
  const session =
    adopted ??
    (await hands.terminal.create({
      name: hands.paths.sessionName(worker.id),
      argv: command?.argv ?? [],
      cwd: launch.cwd,
      env: command?.env ?? {},
      marks: { worker: worker.id, incarnation },
      exitDir: launch.dir,
    }))
  const { server, pane, pid } = session
  return [
    { kind: 'agent.started', worker: worker.id, incarnation, server, session: session.session, pane, pid, pidStart: null, resumed: resume },
  ]
}

/**
 * Environment variables that set the author and committer of the agent's commits as configured in the worktree. If nothing is configured,
 * no variables are set, and the agent may still choose an author itself.
 */
async function authorshipOf({ git }: Hands, { worktree }: WorkerState): Promise<AgentLaunch['baseEnv']> {
  return authorshipEnvironment(worktree === null ? null : await git.authorship(worktree.path).catch(() => null))
}

interface Incarnation {
  readonly incarnation: number
  readonly resume: string | null
  /** Environment variables with the author of commits. They are needed only if the program is started, and not if it is taken over. */
  readonly authorship?: AgentLaunch['baseEnv']
}

/** The facts about one start of an agent for the adapter of its program. */
export function launchOf(hands: Hands, worker: WorkerState, { incarnation, resume, authorship }: Incarnation): AgentLaunch {
  const profile = hands.project.agents[worker.config.agent]
  if (profile === undefined || worker.worktree === null) {
    throw new ToolError(`${worker.id} has no agent profile or worktree`, { command: [worker.config.agent], reason: 'missing' })
  }
  return {
    worker: worker.id,
    incarnation,
    profile: withModel(profile, worker.config.model),
    policy: hands.project.policy,
    // The agent's settings are written only once. It may later get bonus tasks, so the commands of these tasks are included.
    accept: [worker.config, ...hands.project.bonus, ...reviewedBy(hands, worker)].flatMap(task => task.accept),
    cwd: worker.worktree.path,
    dir: hands.paths.agentDir(worker.id, incarnation),
    resume: profile.resumes ? resume : null,
    git: worker.config.git,
    baseEnv: { ...hands.agentEnv, ...authorship, ...worker.config.env, CZAR_WORKER: worker.id, CZAR_INCARNATION: String(incarnation) },
  }
}

/** If the worker is a reviewer: the worker whose work it reviews. The reviewer also runs that worker's accept commands. */
function reviewedBy({ project }: Hands, { config: { reviews } }: WorkerState): readonly { readonly accept: readonly string[] }[] {
  return project.workers.filter(({ id }) => (id as string) === reviews?.task)
}

function withModel(profile: AgentProfile, model: string | null): AgentProfile {
  if (model === null || profile.modelFlag === null) return profile
  return { ...profile, command: [...profile.command, profile.modelFlag, model] }
}

/**
 * Begins to listen to the signals of one start of an agent. Other listeners may join and leave: a delivery listens only while it runs.
 */
export async function openWatch(hands: Hands, launch: AgentLaunch, observe: (observation: AgentObservation) => void): Promise<OpenWatch> {
  const listeners = new Set<(observation: AgentObservation) => void>([observe])
  const watch = await hands.agents.watch(launch, observation => {
    for (const listener of listeners) listener(observation)
  })
  return {
    incarnation: launch.incarnation,
    watch,
    onObservation(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Finds the running session for this start of the agent. Ends all other sessions under the worker's name. */
async function findOrClear(hands: Hands, worker: WorkerState, incarnation: number): Promise<SessionSnapshot | null> {
  const name = hands.paths.sessionName(worker.id)
  for (const session of await hands.terminal.list()) {
    if (session.name !== name) continue
    const isThis = session.marks?.worker === worker.id && session.marks.incarnation === incarnation
    if (isThis && !session.dead) return session
    await hands.terminal.end(session.session, 2_000)
  }
  return null
}
