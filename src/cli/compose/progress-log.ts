import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Journaled } from '../../core/events/event.ts'
import type { State } from '../../core/state/types/state.ts'
import type { Log } from '../../supervisor/hands.ts'
import { progressText } from '../progress.ts'

/** The czar's actions in lines for people. The session `<project>-czar` shows the end of this file. */
export function progressFile(projectDir: string): string {
  return join(projectDir, 'progress.log')
}

/** Appends the lines of new events. On a full disk the lines are lost, but the fleet goes on. */
export function createProgressLog(projectDir: string, log: Log): (state: State, events: readonly Journaled[]) => void {
  const file = progressFile(projectDir)
  // Created early, because the session that follows the file starts before the first line.
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
