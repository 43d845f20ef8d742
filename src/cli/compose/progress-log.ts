import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Journaled } from '../../core/events/event.ts'
import type { State } from '../../core/state/types/state.ts'
import type { Log } from '../../supervisor/hands.ts'
import { progressText } from '../progress.ts'

/** The file that tells people in lines what czar did. The tmux session `<project>-czar` shows the end of this file. */
export function progressFile(projectDir: string): string {
  return join(projectDir, 'progress.log')
}

/** Appends a line for each new event that people should see. On a full disk the lines are lost, but the fleet goes on. */
export function createProgressLog(projectDir: string, log: Log): (state: State, events: readonly Journaled[]) => void {
  const file = progressFile(projectDir)
  // The file is created early, because the tmux session that shows it starts before the first line is written.
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
