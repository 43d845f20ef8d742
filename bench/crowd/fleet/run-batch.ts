import { globSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Journaled } from '../../../src/core/events/event.ts'
import { readJournal } from '../../../tests/support/read-journal.ts'
import { bareEnvironment } from '../../support/bare-environment.ts'
import { czar, endAll } from '../../support/run-czar.ts'
import { readAccount } from '../judge/account.ts'
import type { Evidence } from '../judge/evidence.ts'
import { type Finding, judgeProgram } from '../judge/judge-program.ts'
import { collectTexts } from '../judge/texts.ts'
import type { Named } from '../load-programs.ts'
import { isOver } from './is-over.ts'
import { lateSteps } from './late-steps.ts'
import { type AnswerWatch, watchAnswers } from './watch-answers.ts'
import { NEIGHBOUR, writeProject } from './write-project.ts'

const LONGEST_MS = 60_000

export interface BatchResult {
  readonly rows: readonly { readonly named: Named; readonly finding: Finding }[]
  readonly neighbour: { readonly provenAfterMs: number | null; readonly slowestAnswerMs: number; readonly faults: readonly string[] }
  readonly ms: number
}

/**
 * Launches the real czar with these programs and a well-behaved worker, watches until each program has shown its behaviour, and judges the
 * results.
 */
export async function runBatch(crowd: readonly Named[], { keep }: { keep: boolean }): Promise<BatchResult> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'crowd-')))
  const env = bareEnvironment(directory)
  writeProject(directory, crowd, env)
  const startedAt = Date.now()
  const texts = new Map<string, string>()
  let answers: AnswerWatch | null = null
  try {
    await czar(['launch', 'czar.yaml'], { env, cwd: directory })
    answers = watchAnswers(globSync(`${env.XDG_RUNTIME_DIR}/czar/*.api`)[0] ?? '', 'crowd')
    while (Date.now() - startedAt < LONGEST_MS && !isOver(directory, crowd, startedAt)) {
      await pause(500)
      collectTexts(join(directory, 'status', 'crowd'), texts)
    }
    const slowestAnswerMs = answers.slowestMs()
    collectTexts(join(directory, 'status', 'crowd'), texts)
    const events = readJournal(join(directory, 'status', 'crowd'))
    const seen = { events, texts, whys: await askWhy(crowd, { env, cwd: directory }) }
    return { ...judge(directory, { crowd, seen, slowestAnswerMs, startedAt }), ms: Date.now() - startedAt }
  } finally {
    const ended = answers?.end()
    await czar(['stop', '-p', 'crowd'], { env, cwd: directory, withinMs: 20_000 }).catch(() => {})
    endAll(directory, env)
    await ended
    if (keep) console.log(`kept: ${directory}`)
    else rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}

function evidenceOf(directory: string, { events, texts, whys, name }: Seen & { name: string }): Evidence {
  const mine = events.filter(event => 'worker' in event && event.worker === name)
  const keys = new Set(mine.flatMap(event => (event.kind === 'attention.raised' ? [event.key] : [])))
  const why = whys.get(name)
  return {
    account: readAccount(join(directory, 'log', name)),
    events: events.filter(event => mine.includes(event) || (event.kind === 'attention.settled' && keys.has(event.key))),
    texts,
    until: Date.now(),
    ...(why !== undefined && { why }),
  }
}

interface Seen {
  readonly events: readonly Journaled[]
  readonly texts: ReadonlyMap<string, string>
  readonly whys: ReadonlyMap<string, string>
}

function judge(
  directory: string,
  { crowd, seen, slowestAnswerMs, startedAt }: { crowd: readonly Named[]; seen: Seen; slowestAnswerMs: number; startedAt: number },
): Omit<BatchResult, 'ms'> {
  const { events } = seen
  const rows = crowd.map(named => ({ named, finding: judgeProgram(named, evidenceOf(directory, { ...seen, name: named.name })) }))
  const proven = events.find(event => event.kind === 'verification.finished' && event.worker === NEIGHBOUR)
  const provenAfterMs = proven === undefined ? null : proven.at - startedAt
  const faults = [
    ...(provenAfterMs === null ? ['the neighbour is not proven'] : []),
    ...lateSteps(events),
    ...(slowestAnswerMs > 3_000 ? [`the czar answered nobody for ${(slowestAnswerMs / 1000).toFixed(1)} s`] : []),
  ]
  return { rows, neighbour: { provenAfterMs, slowestAnswerMs, faults } }
}

/** The output of `czar why` for each program to which czar should refuse to give a text. */
async function askWhy(crowd: readonly Named[], options: { env: NodeJS.ProcessEnv; cwd: string }): Promise<ReadonlyMap<string, string>> {
  const refused = crowd.filter(({ program }) => program.expects.brief === 'refused')
  return new Map(
    await Promise.all(
      refused.map(
        async ({ name }) => [name, await czar(['why', name, '-p', 'crowd'], options).catch((error: Error) => error.message)] as const,
      ),
    ),
  )
}
