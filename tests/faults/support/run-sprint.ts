import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openJournalReader } from '../../../src/adapters/journal/journal-reader.ts'
import type { Journaled } from '../../../src/core/events/event.ts'
import type { PromptTexts } from '../../../src/core/ports/prompts.ts'
import { emptyState } from '../../../src/core/state/empty.ts'
import { fold } from '../../../src/core/state/fold.ts'
import { readAll } from '../../support/read-journal.ts'
import { createCounter, type Mishap } from './count-operations.ts'
import type { HurriedClock } from './hurried-clock.ts'
import { prepareSprint, type Sprint } from './sprint.ts'

export interface SprintEnd {
  /** The operation at which the fault happened. It is null if the run ended earlier. */
  readonly struck: string | null
  readonly operations: number
  readonly czars: number
  readonly tasks: Readonly<Record<string, string>>
  /** Proven commits that no branch contains. */
  readonly lost: readonly string[]
  /** For each branch, how many commits it has that main does not have. */
  readonly commits: Readonly<Record<string, number>>
  /** The texts that one agent took more than once. */
  readonly takenTwice: readonly string[]
  readonly proofsLeft: readonly string[]
  /** Attention items that were raised a second time without having been settled. */
  readonly raisedTwice: readonly string[]
  readonly matters: readonly string[]
  readonly sessionsLeft: number
  /** How many agents were started, and every health that a worker had. */
  readonly agents: number
  readonly health: readonly string[]
}

const HOURS = 3_600_000
/** How many times a czar that gave up is launched again. */
const CZARS_MAX = 4

/** One fault at the operation number N, or the error that `hinder` returns for each operation. */
export interface Fault {
  readonly at: number
  readonly mishap: Mishap
  readonly hinder?: (clock: HurriedClock) => (name: string, number: number) => Error | null
}

/** Plays a run with a fault, and reports how it ended. */
export async function runSprint(directory: string, prompts: PromptTexts, { at, mishap, hinder }: Fault): Promise<SprintEnd> {
  const sprint = prepareSprint(directory)
  let struck: string | null = null
  let operations = 0
  let czars = 0
  for (;;) {
    czars += 1
    const counters: ReturnType<typeof createCounter>[] = []
    const czar = await sprint.begin((kill, isDead) => {
      const counter = createCounter({
        at: czars === 1 ? at : 0,
        mishap,
        kill,
        isDead,
        begin: sprint.clock.begin,
        ...(hinder === undefined ? {} : { hinder: hinder(sprint.clock) }),
      })
      counters.push(counter)
      return counter
    }, prompts)
    await sprint.clock.passUntil(() => czar.end() !== null, 3 * HOURS)
    await sprint.clock.rest()
    await czar.close()
    struck ??= counters[0]?.struck() ?? null
    operations += counters[0]?.count() ?? 0
    if (czar.end() === 'finished') break
    if (czars === CZARS_MAX) throw new Error(`the czar gave up again and again (${struck})`)
  }
  return { struck, operations, czars, ...examine(sprint) }
}

function examine(sprint: Sprint) {
  const events = readVerified(sprint.projectDir)
  const state = events.reduce(fold, emptyState)
  const { git, server, project } = sprint
  const verified = Object.values(state.tasks).flatMap(task => task.verified?.commit ?? [])
  const proofs = join(project.worktreesDir, '.proofs')
  return {
    tasks: Object.fromEntries(Object.values(state.tasks).map(task => [task.id, task.state])),
    lost: verified.filter(commit => git('branch', '--contains', commit, '--format=%(refname:short)') === ''),
    commits: Object.fromEntries(
      project.workers.map(({ id, branch }) => [id, Number(git('rev-list', '--count', '--no-merges', `main..${branch}`))]),
    ),
    takenTwice: [...server.agents].flatMap(([name, { taken }]) =>
      taken.filter((text, place) => taken.indexOf(text) !== place).map(text => `${name}: ${text.slice(0, 60)}`),
    ),
    proofsLeft: existsSync(proofs) ? readdirSync(proofs) : [],
    raisedTwice: raisedAgain(events),
    matters: events.flatMap(event => (event.kind === 'attention.raised' ? [`${event.key}: ${event.text}`] : [])),
    sessionsLeft: server.rooms.size,
    agents: server.agents.size,
    health: [...new Set(events.flatMap(event => (event.kind === 'health.changed' ? [event.health] : [])))],
  }
}

function raisedAgain(events: readonly Journaled[]): readonly string[] {
  const open = new Set<string>()
  return events.flatMap(event => {
    if (event.kind === 'attention.settled') open.delete(event.key)
    if (event.kind !== 'attention.raised') return []
    const again = open.has(event.key) ? [event.key] : []
    open.add(event.key)
    return again
  })
}

function readVerified(projectDir: string): readonly Journaled[] {
  const reader = openJournalReader({ projectDir })
  try {
    reader.verify()
    return readAll(reader)
  } finally {
    reader.close()
  }
}
