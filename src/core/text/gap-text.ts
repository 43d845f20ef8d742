import { timeText } from './spent-text.ts'

/** Returns the message about a time in which the process of czar did not run. */
export function gapText(ms: number): string {
  return `the czar did not run for ${timeText(ms)}: the machine slept or suspended it, or the clock was set forward`
}
