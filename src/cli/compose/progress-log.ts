import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Journaled } from '../../core/events/event.ts'
import type { State } from '../../core/state/types/state.ts'
import type { Log } from '../../supervisor/hands.ts'
import { progressText } from '../progress.ts'

/** The czar's actions in lines for people: the session `<project>-czar` shows its end. */
export function progressFile(projectDir: string): string {
  return join(projectDir, 'progress.log')
}

/** Appends the lines of new events; a full disk only loses lines. */
export function createProgressLog(projectDir: string, log: Log): (state: State, events: readonly Journaled[]) => void {
  const file = progressFile(projectDir)
  // Create it early: the session that follows it starts before the first line.
  appendFileSync(file, '', { mode: 0o600 })
  return (state, events) => {
    const text = progressText(state, events)
    if (text === '') return
    try {
      appendFileSync(file, text, { mode: 0o600 })
    } catch (error) {
      log.warn({ error: String(error) }, 'progress.log')
    }
  }
}
