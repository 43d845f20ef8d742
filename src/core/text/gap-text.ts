import { timeText } from './spent-text.ts'

/** What is known of a time in which the czar lived and did not look. */
export function gapText(ms: number): string {
  return `nobody looked for ${timeText(ms)}: the machine slept or did not let the czar run, or its clock was set forward`
}
