import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AgentLaunch, AgentObservation, AgentWatch } from '../../../core/model/ports.ts'
import type { AgentSurroundings } from '../driver.ts'
import { agentEnvironment } from '../environment.ts'
import { createObservations, type Observations } from '../signals/observations.ts'
import type { RawSignal } from '../signals/read-signals.ts'
import { signalsDirectory, watchSignals } from '../signals/watch-signals.ts'
import { hookPayloadSchema } from './hook-payload.ts'
import { sessionFile } from './session-file.ts'
import { type ClaudeStatus, statusObservation } from './status-file.ts'
import { translateHook } from './translate-hook.ts'
import { watchStatus } from './watch-status.ts'

const TOOL_CALLS: ReadonlySet<string> = new Set(['PreToolUse', 'PostToolUse'])

/** Joins the two accounts of one Claude Code: its hooks (receipts, questions) and its status file (Esc, answers given). */
export async function watchClaude(
  launch: AgentLaunch,
  listener: (observation: AgentObservation) => void,
  surroundings: AgentSurroundings,
): Promise<AgentWatch> {
  const account = createObservations(listener)
  const status = watchStatus(
    { sessions: sessionsDirectory(launch, surroundings.inherited), dir: launch.dir, note: surroundings.note },
    changed => newest.status(changed),
  )
  const newest = createNewest(account)
  let heard = 0

  function translate(signal: RawSignal): readonly AgentObservation[] | null {
    const parsed = hookPayloadSchema.safeParse(signal.value)
    if (!parsed.success) return null
    heard += 1
    const observations = newest.ofHook(signal.at, translateHook(parsed.data))
    if (!TOOL_CALLS.has(parsed.data.hook_event_name) || account.lastTurn()?.turn !== 'waiting') return observations
    void settleWaiting(observations, heard)
    return []
  }

  // One of several tool calls at once may end while another waits for a permission: only the status file knows.
  async function settleWaiting(observations: readonly AgentObservation[], heardThen: number): Promise<void> {
    const now = await status.look()
    if (now?.status !== 'waiting' && heard === heardThen) for (const observation of observations) account.add(observation)
  }

  await observeSession(launch, account.add)
  // The hooks' whole history first: the status file tells only of now.
  let isReplay = true
  const channel = await watchSignals(signalsDirectory(launch.dir), {
    translate,
    observe: observation => {
      account.add(observation)
      if (observation.kind === 'ready' && !isReplay) void status.look()
    },
    note: surroundings.note,
  })
  isReplay = false
  await status.look()
  return {
    seen: account.all,
    refresh: async () => {
      await channel.refresh()
      await status.look()
    },
    close: async () => {
      status.close()
      await channel.close()
    },
  }
}

/** Two accounts of the same turns, read in any order: the later one by the program's own clock holds. */
function createNewest(account: Observations) {
  let hookAt = 0
  let statusAt = 0
  return {
    status: (status: ClaudeStatus): void => {
      if (status.statusUpdatedAt < hookAt) return
      statusAt = status.statusUpdatedAt
      account.add(statusObservation(status))
    },
    /** Without the turns that the status file has overtaken; the same turn may still add its text. */
    ofHook: (at: number, observations: readonly AgentObservation[]): readonly AgentObservation[] => {
      hookAt = Math.max(hookAt, at)
      const isOvertaken = at < statusAt
      return observations.filter(each => each.kind !== 'turn' || !isOvertaken || each.turn === account.lastTurn()?.turn)
    },
  }
}

async function observeSession(launch: AgentLaunch, observe: (observation: AgentObservation) => void): Promise<void> {
  const session = await readFile(sessionFile(launch.dir), 'utf8').catch(() => '')
  if (session !== '') observe({ kind: 'session', agentSession: session })
}

function sessionsDirectory(launch: AgentLaunch, inherited: AgentSurroundings['inherited']): string {
  const env = agentEnvironment(launch, inherited)
  return join(env['CLAUDE_CONFIG_DIR'] ?? join(env['HOME'] ?? '', '.claude'), 'sessions')
}
