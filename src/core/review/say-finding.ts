import type { Finding } from '../events/review/findings.ts'
import type { CheckedFinding } from '../events/review/review-event.ts'
import { plainText } from '../text/plain-text.ts'

const CLAIM = 400
const COMMAND = 300

/** Returns the place that a finding is about, for example `src/a.ts:12`. */
export function placeOf({ path, line }: Pick<Finding, 'path' | 'line'>): string {
  return `${plainText(path, 200)}${line === null ? '' : `:${line}`}`
}

/** Returns a reviewer's words in quotes: in one line, without control characters, and shortened if they are long. */
export function quoteClaim({ claim }: Pick<Finding, 'claim'>, mostChars = CLAIM): string {
  return `"${plainText(claim.replaceAll(/\s+/g, ' ').trim(), mostChars).replaceAll('"', "'")}"`
}

/** Returns the command of a finding in one line, or null if the finding has none. */
export function commandOf({ evidence }: Pick<Finding, 'evidence'>): string | null {
  return 'command' in evidence ? evidence.command : null
}

export function quoteCommand(command: string): string {
  return `\`${plainText(command.replaceAll(/\s+/g, ' ').trim(), COMMAND)}\``
}

/** What czar found out about a finding, as the end of a sentence. */
const SEEN = {
  shown: 'czar ran its command, and it fails',
  passes: 'czar ran its command, and it succeeds: advice',
  before: 'its command failed before this work too: advice',
  again: 'czar ran its command, and it still fails after the task went back for it',
  not_run: 'its command was not run: advice',
  lines: 'no command shows it: advice',
} satisfies Record<CheckedFinding['outcome'], string>

export function sayOutcome({ outcome, reason }: Pick<CheckedFinding, 'outcome' | 'reason'>): string {
  return outcome === 'not_run' && reason !== null ? `${SEEN.not_run}, ${reason}` : SEEN[outcome]
}

/** Returns a finding as one line for people: its place, how serious it is, the reviewer's words, and what czar found out. */
export function sayFinding(finding: CheckedFinding): string {
  return `${placeOf(finding)} (${finding.severity}): ${quoteClaim(finding)}; ${sayOutcome(finding)}`
}

/** Whether two findings are about the same fault: they name the same file, and the same command or the same words. */
export function isSameFinding(one: Finding, other: Finding): boolean {
  if (one.path !== other.path) return false
  const [command, others] = [commandOf(one), commandOf(other)]
  if (command !== null && others !== null && words(command) === words(others)) return true
  return words(one.claim) === words(other.claim)
}

function words(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().toLowerCase()
}
