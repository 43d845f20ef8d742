import { timeText } from './spent-text.ts'

/** Returns the message about a time in which the process of czar did not run. */
export function gapText(ms: number): string {
  return `nobody looked for ${timeText(ms)}: the machine slept or did not let the czar run, or its clock was set forward`
}
