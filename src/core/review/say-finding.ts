import type { Finding } from '../events/review/findings.ts'
import type { CheckedFinding } from '../events/review/review-event.ts'
import { plainText } from '../text/plain-text.ts'

const CLAIM = 400
const COMMAND = 300

/** A finding's place: `src/a.ts:12`. */
export function placeOf({ path, line }: Pick<Finding, 'path' | 'line'>): string {
  return `${plainText(path, 200)}${line === null ? '' : `:${line}`}`
}

/** A reviewer's words in quotes: one line, without control characters, shortened if needed. */
export function quoteClaim({ claim }: Pick<Finding, 'claim'>, mostChars = CLAIM): string {
  return `"${plainText(claim.replaceAll(/\s+/g, ' ').trim(), mostChars).replaceAll('"', "'")}"`
}

/** A finding's command on one line. Returns null if the finding has no command. */
export function commandOf({ evidence }: Pick<Finding, 'evidence'>): string | null {
  return 'command' in evidence ? evidence.command : null
}

export function quoteCommand(command: string): string {
  return `\`${plainText(command.replaceAll(/\s+/g, ' ').trim(), COMMAND)}\``
}

/** The result of czar's own check of the finding, as the end of a sentence. */
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

/** A finding as one line for people: place, severity, the quoted claim, and the result of czar's own check. */
export function sayFinding(finding: CheckedFinding): string {
  return `${placeOf(finding)} (${finding.severity}): ${quoteClaim(finding)}; ${sayOutcome(finding)}`
}

/** Whether two findings are about the same fault: they name the same file, and the same command or the same claim. */
export function isSameFinding(one: Finding, other: Finding): boolean {
  if (one.path !== other.path) return false
  const [command, others] = [commandOf(one), commandOf(other)]
  if (command !== null && others !== null && words(command) === words(others)) return true
  return words(one.claim) === words(other.claim)
}

function words(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().toLowerCase()
}
