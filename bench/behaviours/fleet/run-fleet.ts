import { execFileSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Journaled } from '../../../src/core/events/event.ts'
import type { TaskId } from '../../../src/core/model/ids.ts'
import { own } from '../../../src/core/model/own.ts'
import { emptyState } from '../../../src/core/state/empty.ts'
import { fold } from '../../../src/core/state/fold.ts'
import type { State } from '../../../src/core/state/types/state.ts'
import { readJournal } from '../../../tests/support/read-journal.ts'
import { bareEnvironment } from '../../support/bare-environment.ts'
import { czar, endAll } from '../../support/run-czar.ts'
import { collectSayings } from '../judge/collect-sayings.ts'
import { type Account, type Finding, judgeBehaviour } from '../judge/judge-behaviour.ts'
import type { Named } from '../load-behaviours.ts'
import { readMarks } from '../play/marks.ts'
import { PROJECT, STUCK_AFTER_MS, sumOf, writeProject } from './write-project.ts'

const LONGEST_MS = 480_000
const AFTERMATH_MS = 6_000

export interface Row {
  readonly named: Named
  readonly finding: Finding
}

/** Launches the real czar with these behaviours, waits until each has come to its end, and judges them. */
export async function runFleet(behaviours: readonly Named[], { keep }: { keep: boolean }): Promise<readonly Row[]> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'behaviours-')))
  const env = bareEnvironment(directory)
  writeProject(directory, behaviours, env)
  const startedAt = Date.now()
  const accounts = () => readAccounts(directory, behaviours)
  try {
    await czar(['launch', 'czar.yaml'], { env, cwd: directory })
    let now = accounts()
    while (Date.now() - startedAt < LONGEST_MS && !behaviours.every(named => isOver(named, now.get(named.name)))) {
      await pause(1_000)
      now = accounts()
    }
    return behaviours.map(named => {
      const account = now.get(named.name) ?? NOTHING
      return { named, finding: judgeBehaviour(named, account, 2 * STUCK_AFTER_MS) }
    })
  } finally {
    await czar(['stop', '-p', PROJECT], { env, cwd: directory, withinMs: 20_000 }).catch(() => {})
    endAll(directory, env)
    if (keep) console.log(`kept: ${directory}`)
    else rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}

const NOTHING: Account = { marks: [], sayings: [], end: 'open', endedAt: null }

function readAccounts(directory: string, behaviours: readonly Named[]): ReadonlyMap<string, Account> {
  const events = readJournal(join(directory, 'status', PROJECT))
  const state = events.reduce<State>(fold, emptyState)
  return new Map(
    behaviours.map(({ name }) => {
      const mine = events.filter(event => 'worker' in event && event.worker === name)
      const marks = readMarks(join(directory, 'marks', name))
      return [name, { marks, sayings: collectSayings(mine), ...endOf(directory, { name, state, events }) }]
    }),
  )
}

interface Told {
  readonly name: string
  readonly state: State
  readonly events: readonly Journaled[]
}

function endOf(directory: string, { name, state, events }: Told): Pick<Account, 'end' | 'endedAt'> {
  const task = own(state.tasks, name as TaskId)
  if (task?.state === 'verified') {
    const proof = events.findLast(
      event => event.kind === 'verification.finished' && event.verdict === 'verified' && event.assignment.startsWith(`${name}.`),
    )
    const commit = proof?.kind === 'verification.finished' ? proof.commit : null
    return { end: isRight(join(directory, 'repository'), { name, commit }) ? 'proven' : 'wrong', endedAt: proof?.at ?? null }
  }
  return { end: task?.state === 'failed' ? 'failed' : 'open', endedAt: null }
}

/** Whether the work is what the task wants. An accept command may misbehave, so this check does not use it. */
function isRight(repository: string, { name, commit }: { name: string; commit: string | null }): boolean {
  const read = (file: string) =>
    execFileSync('git', ['show', `${commit}:area/${name}/${file}`], { cwd: repository, encoding: 'utf8', stdio: 'pipe' })
  try {
    return ['part-1.txt', 'part-2.txt', 'part-3.txt'].every(file => read(file) !== '') && read('total.txt') === `${sumOf(name)}\n`
  } catch {
    return false
  }
}

/**
 * Whether the behaviour has come to its end: its task is proven or given up, or czar called a person a while ago. No person comes in these
 * tests.
 */
function isOver({ behaviour }: Named, account: Account = NOTHING): boolean {
  if (account.end !== 'open') return true
  const call = account.sayings.find(({ text }) => text.startsWith('person: '))
  return behaviour.expects.ends !== 'proven' && call !== undefined && Date.now() - call.at > AFTERMATH_MS
}
