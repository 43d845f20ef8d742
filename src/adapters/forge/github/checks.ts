import { z } from 'zod'
import { ForgeError } from '../../../core/model/errors.ts'
import type { CommitSha } from '../../../core/model/ids.ts'
import type { ForgeCheck, ForgePort } from '../../../core/ports/forge-port.ts'
import { plainText } from '../../../core/text/plain-text.ts'
import { askAll } from './ask-all.ts'
import type { Connection } from './connect.ts'

const NAME = 200
const LINES = 60
const CHARS = 4_000

const checkRun = z.object({
  id: z.int(),
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullable().default(null),
  html_url: z.string().nullable().default(null),
  output: z.object({ title: z.string().nullable().default(null), summary: z.string().nullable().default(null) }).optional(),
})
const checkRuns = z.object({ check_runs: z.array(checkRun) })

const status = z.object({
  context: z.string(),
  state: z.enum(['error', 'failure', 'pending', 'success']),
  description: z.string().nullable().default(null),
  target_url: z.string().nullable().default(null),
})
const statuses = z.object({ statuses: z.array(status) })

const job = z.object({
  steps: z.array(z.object({ name: z.string(), conclusion: z.string().nullable().default(null) })).default([]),
})

/** Reads the checks of a commit: the check runs of apps, and statuses of the older kind. */
export async function readChecks({ ask, place }: Connection, commit: CommitSha, signal?: AbortSignal): Promise<readonly ForgeCheck[]> {
  const about = { values: { ...place, commit }, signal, isCached: true }
  const runs = await askAll(
    ask,
    { ...about, route: 'GET /repos/{owner}/{name}/commits/{commit}/check-runs' },
    checkRuns,
    answer => answer.check_runs,
  )
  const others = await askAll(
    ask,
    { ...about, route: 'GET /repos/{owner}/{name}/commits/{commit}/status' },
    statuses,
    answer => answer.statuses,
  )
  return [...runs.flatMap(ofRun), ...others.map(ofStatus)]
}

const FAILED = new Set(['failure', 'timed_out', 'startup_failure'])
const PASSED = new Set(['success', 'neutral', 'skipped'])

/** Turns a check run into czar's type. A run that was cancelled, is out of date or waits for a person says nothing about the work. */
function ofRun({ id, name, status: now, conclusion, html_url: url, output }: z.output<typeof checkRun>): ForgeCheck[] {
  const isOver = now === 'completed'
  if (isOver && !FAILED.has(conclusion ?? '') && !PASSED.has(conclusion ?? '')) return []
  const outcome = isOver ? (FAILED.has(conclusion ?? '') ? 'failed' : 'passed') : 'pending'
  const text = plainText([output?.title, output?.summary].filter(Boolean).join('\n'), CHARS, { lines: true })
  return [{ id, name: plainText(name, NAME), outcome, url, text }]
}

function ofStatus({ context, state, description, target_url: url }: z.output<typeof status>): ForgeCheck {
  const outcome = state === 'pending' ? 'pending' : state === 'success' ? 'passed' : 'failed'
  return { id: null, name: plainText(context, NAME), outcome, url, text: plainText(description ?? '', CHARS, { lines: true }) }
}

/** Reads more about a failed check. GitHub Actions has the step that failed and a log. Other apps have only the text that they wrote. */
export async function readCheck(
  { ask, place }: Connection,
  { id, name, url, text }: ForgeCheck,
  signal?: AbortSignal,
): ReturnType<ForgePort['readCheck']> {
  if (id === null) return { name, step: null, url, tail: text }
  const values = { ...place, id }
  const steps = await orNothing(ask({ route: 'GET /repos/{owner}/{name}/actions/jobs/{id}', values, signal }, job))
  const log = await orNothing(ask({ route: 'GET /repos/{owner}/{name}/actions/jobs/{id}/logs', values, signal }, z.string()))
  const step = steps?.steps.find(({ conclusion }) => FAILED.has(conclusion ?? ''))?.name ?? null
  return { name, step: step === null ? null : plainText(step, NAME), url, tail: log === null ? text : endOf(log) }
}

/** Returns null if GitHub does not send the log. Checks of other apps have no log, and GitHub deletes a log of Actions after some weeks. */
async function orNothing<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  return asked.catch(error => {
    if (error instanceof ForgeError && (error.reason === 'denied' || error.reason === 'failed')) return null
    throw error
  })
}

/** The end of a log of Actions, without the time at the beginning of each line. */
function endOf(log: string): string {
  const lines = log.trimEnd().split(/\r?\n/).slice(-LINES)
  const text = lines.map(line => line.replace(/^\uFEFF?\d{4}-\d\d-\d\dT[\d:.]+Z /, '')).join('\n')
  return plainText(text.slice(-CHARS), CHARS, { lines: true })
}
