import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { appendReport } from '../../../src/adapters/status/reports/append-report.ts'
import type { Report } from '../../../src/core/events/report.ts'
import type { WorkerId } from '../../../src/core/model/ids.ts'
import type { AgentObservation } from '../../../src/core/ports/agents-port.ts'
import type { HurriedClock } from './hurried-clock.ts'

/** An honest agent: it takes a text, restates its task, writes and commits one real file, and claims to be done. */
export interface MadeUpAgent {
  readonly observations: readonly AgentObservation[]
  /** The texts that this agent got, in order. */
  readonly taken: readonly string[]
  readonly composer: () => string
  readonly isBusy: () => boolean
  readonly listen: (listener: (observation: AgentObservation) => void) => () => void
  readonly paste: (text: string) => void
  readonly enter: () => void
  /** Ends the agent. Nothing that the agent was about to do happens. */
  readonly end: () => void
}

export interface AgentPlace {
  readonly worker: WorkerId
  readonly cwd: string
  readonly projectDir: string
  readonly clock: HurriedClock
  /** Tells the czar to read the worker's reports and worktree, because this simulation has no file-system notices. */
  readonly onWork: (worker: WorkerId) => void
}

const STEP_MS = 1_000
/** The time in ms between Enter and the receipt. In this time nothing shows whether the agent took the text. */
const RECEIPT_MS = 100

export function createMadeUpAgent(place: AgentPlace): MadeUpAgent {
  const { clock } = place
  const observations: AgentObservation[] = []
  const listeners = new Set<(observation: AgentObservation) => void>()
  const taken: string[] = []
  let composer = ''
  let isBusy = false
  let isOver = false

  function later(step: () => void, ms = STEP_MS): void {
    clock.at(clock.now() + ms, () => {
      if (!isOver) step()
    })
  }

  function say(observation: AgentObservation): void {
    observations.push(observation)
    for (const listener of listeners) listener(observation)
  }

  function turn(state: 'busy' | 'idle'): void {
    isBusy = state === 'busy'
    say({ kind: 'turn', turn: state, waitingFor: null, text: null, evidence: 'made up', strength: 'exact' })
  }

  function enter(): void {
    if (composer === '' || isOver) return
    const text = composer
    composer = ''
    taken.push(text)
    later(() => begin(text), RECEIPT_MS)
  }

  function begin(text: string): void {
    say({ kind: 'receipt', sha256: createHash('sha256').update(text).digest('hex'), chars: text.length, evidence: 'made up' })
    turn('busy')
    later(() => (isTask(text) ? work() : turn('idle')))
  }

  function work(): void {
    report(place, 'ack', `Write and commit the file of ${place.worker}`, [fileOf(place)])
    later(() => {
      commitOnce(place)
      place.onWork(place.worker)
      later(() => {
        report(place, 'done', 'It is written and committed', [])
        turn('idle')
      })
    })
  }

  later(() => say({ kind: 'ready', evidence: 'made up', strength: 'exact' }))
  return {
    observations,
    taken,
    composer: () => composer,
    isBusy: () => isBusy,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    paste(text) {
      composer += text
    },
    enter,
    end() {
      isOver = true
      listeners.clear()
    },
  }
}

/**
 * Whether the agent goes on with its work when it gets this text. It does so after a new task, a corrected understanding of the task,
 * returned work, and a question about its progress.
 */
function isTask(text: string): boolean {
  return /^\[czar \S+ · assignment \S+ · (brief|restate|rework|nudge)\]/.test(text)
}

function fileOf({ worker }: AgentPlace): string {
  return `src/${worker}/work.txt`
}

function report({ projectDir, worker, clock, onWork }: AgentPlace, kind: Report['kind'], text: string, plan: string[]): void {
  appendReport({ projectDir, worker, report: { at: clock.now(), kind, assignment: null, text, plan, done: null, total: null } })
  onWork(worker)
}

function commitOnce(place: AgentPlace): void {
  const { cwd, worker } = place
  const file = join(cwd, fileOf(place))
  if (existsSync(file)) return
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, `work of ${worker}\n`)
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
  git('add', '-A')
  git('-c', 'user.name=Agent', '-c', 'user.email=agent@example.com', 'commit', '-q', '-m', `Write the file of ${worker}`)
}
