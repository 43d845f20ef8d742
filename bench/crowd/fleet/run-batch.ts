import { execFile, spawnSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Journaled } from '../../../src/core/model/event.ts'
import { livingProcessesWith } from '../../../tests/support/living-processes.ts'
import { readJournal } from '../../../tests/support/read-journal.ts'
import { readAccount, restsOf } from '../judge/account.ts'
import { DELIVERED_WITHIN_MS, type Evidence, type Finding, judgeProgram } from '../judge/judge-program.ts'
import { collectTexts } from '../judge/texts.ts'
import type { Named } from '../load-programs.ts'
import { type DoorWatch, watchDoor } from './watch-door.ts'
import { NEIGHBOUR, writeProject } from './write-project.ts'

const bin = fileURLToPath(new URL('../../../bin/czar.js', import.meta.url))
/** So long a resting screen is watched for keys that must not come, and a delivery for a second one. */
const QUIET_MS = 16_000
const AFTERMATH_MS = 3_000
const LONGEST_MS = 60_000

export interface BatchResult {
  readonly rows: readonly { readonly named: Named; readonly finding: Finding }[]
  readonly neighbour: { readonly provenAfterMs: number | null; readonly slowestAnswerMs: number; readonly faults: readonly string[] }
  readonly ms: number
}

/** Launches the real czar on these programs and a neighbour, watches until each has shown what it does, and judges. */
export async function runBatch(crowd: readonly Named[], { keep }: { keep: boolean }): Promise<BatchResult> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'crowd-')))
  const env = environment(directory)
  mkdirSync(env.XDG_RUNTIME_DIR, { mode: 0o700 })
  writeProject(directory, crowd, env)
  const startedAt = Date.now()
  const texts = new Map<string, string>()
  let door: DoorWatch | null = null
  try {
    await czar(['launch', 'czar.yaml'], { env, cwd: directory })
    door = watchDoor(globSync(`${env.XDG_RUNTIME_DIR}/czar/*.api`)[0] ?? '', 'crowd')
    while (Date.now() - startedAt < LONGEST_MS && !isOver(directory, crowd, startedAt)) {
      await pause(500)
      collectTexts(join(directory, 'status', 'crowd'), texts)
    }
    const slowestAnswerMs = door.slowestMs()
    return { ...judge(directory, { crowd, texts, slowestAnswerMs, startedAt }), ms: Date.now() - startedAt }
  } finally {
    const ended = door?.end()
    await czar(['stop', '-p', 'crowd'], { env, cwd: directory, withinMs: 20_000 }).catch(() => {})
    endAll(directory, env)
    await ended
    if (keep) console.log(`kept: ${directory}`)
    else rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
}

function environment(directory: string) {
  return {
    PATH: process.env['PATH'],
    HOME: directory,
    LANG: 'C.UTF-8',
    CZAR_STATE_DIR: join(directory, 'status'),
    XDG_RUNTIME_DIR: join(directory, 'run'),
    GIT_CONFIG_NOSYSTEM: '1',
  }
}

function evidenceOf(
  directory: string,
  { events, texts, name }: { events: readonly Journaled[]; texts: ReadonlyMap<string, string>; name: string },
): Evidence {
  return {
    account: readAccount(join(directory, 'log', name)),
    events: events.filter(event => 'worker' in event && event.worker === name),
    texts,
    until: Date.now(),
  }
}

/** Each has taken its text, or rested for as long as it is watched, and the neighbour is proven. */
function isOver(directory: string, crowd: readonly Named[], startedAt: number): boolean {
  const events = readJournal(join(directory, 'status', 'crowd'))
  const now = Date.now()
  const isProven = events.some(event => event.kind === 'verification.finished' && event.worker === NEIGHBOUR)
  return (
    isProven &&
    crowd.every(({ name, program }) => {
      const account = readAccount(join(directory, 'log', name))
      const rests = restsOf(account)
      const submitted = events.find(event => event.kind === 'message.submitted' && event.worker === name)
      const isTaken = submitted !== undefined && now - submitted.at > AFTERMATH_MS
      if (rests.length > 0)
        return rests.some(rest => (rest.until ?? now) - rest.at > QUIET_MS) || (isTaken && rests.every(({ until }) => until !== null))
      const promptAt = account.find(line => line.kind === 'shows' && line.shows === 'prompt')?.at
      if (program.expects.brief === 'whole')
        return isTaken || (promptAt !== undefined && now - promptAt > (program.expects.withinMs ?? DELIVERED_WITHIN_MS))
      return now - startedAt > (program.expects.watchMs ?? 25_000)
    })
  )
}

function judge(
  directory: string,
  {
    crowd,
    texts,
    slowestAnswerMs,
    startedAt,
  }: { crowd: readonly Named[]; texts: ReadonlyMap<string, string>; slowestAnswerMs: number; startedAt: number },
): Omit<BatchResult, 'ms'> {
  const events = readJournal(join(directory, 'status', 'crowd'))
  const rows = crowd.map(named => ({ named, finding: judgeProgram(named, evidenceOf(directory, { events, texts, name: named.name })) }))
  const proven = events.find(event => event.kind === 'verification.finished' && event.worker === NEIGHBOUR)
  const provenAfterMs = proven === undefined ? null : proven.at - startedAt
  const faults = [
    ...(provenAfterMs === null ? ['the neighbour is not proven'] : provenAfterMs > 30_000 ? ['the neighbour is late'] : []),
    ...(slowestAnswerMs > 3_000 ? [`the czar answered nobody for ${(slowestAnswerMs / 1000).toFixed(1)} s`] : []),
  ]
  return { rows, neighbour: { provenAfterMs, slowestAnswerMs, faults } }
}

/** By id and by socket: others run their own beside this one. */
function endAll(directory: string, env: { XDG_RUNTIME_DIR: string }): void {
  for (const socket of globSync(`${env.XDG_RUNTIME_DIR}/czar/*.tmux`)) spawnSync('tmux', ['-S', socket, 'kill-server'], { timeout: 3_000 })
  for (const living of livingProcessesWith(directory)) {
    try {
      process.kill(Number.parseInt(living, 10), 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
}

function czar(
  words: readonly string[],
  { withinMs = 60_000, ...options }: { env: NodeJS.ProcessEnv; cwd: string; withinMs?: number },
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [bin, ...words], { ...options, timeout: withinMs }, (error, stdout, stderr) =>
      error === null ? resolve(stdout) : reject(new Error(`czar ${words[0]}: ${stderr}`)),
    )
  })
}
