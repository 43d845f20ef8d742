import { assertNever } from '../model/errors.ts'
import type { PromptTexts } from '../ports/prompts.ts'
import { counted } from '../text/counted.ts'
import { briefValues } from './brief-values.ts'
import { fillTemplate } from './fill-template.ts'
import { bullets, oneLine, quotedEnd, reasonLines } from './lines.ts'
import type { CommonFacts, LetterFacts, MessageFacts, NoticeFacts, NudgeFacts } from './message-facts.ts'
import { reviewValues } from './review-facts.ts'
import { beforeText, dependencyText } from './say-facts.ts'

/**
 * Writes the text of one message, which must still be cleaned of control characters. Its first line names the message, the assignment and
 * the kind, so that czar recognises it on the screen. It never begins with a character that an agent's program treats as a command (`/`,
 * `!`, `#`).
 */
export function renderMessage(texts: PromptTexts, facts: MessageFacts): string {
  const first = `[czar ${facts.message} · assignment ${facts.assignment ?? 'none'} · ${facts.kind}]`
  return `${first}\n\n${fillTemplate(texts.templates[facts.kind], { ...commonValues(facts), ...kindValues(texts, facts) })}\n`
}

function commonValues(facts: CommonFacts): Record<string, string> {
  return {
    assignment: facts.assignment ?? 'none',
    project: facts.project,
    worker: facts.worker,
    branch: facts.branch,
    worktree: facts.worktree,
    base: facts.base,
    text_file: facts.textFile ?? '',
    owns: bullets(facts.owns.map(pattern => `\`${pattern}\``)),
    accept: bullets(facts.accept.map(command => `\`${oneLine(command, 2000)}\``)),
  }
}

/** Long: there is one case for each kind of message. */
function kindValues(texts: PromptTexts, facts: MessageFacts): Record<string, string> {
  switch (facts.kind) {
    case 'brief':
      return briefValues(texts, facts)
    case 'rework':
      return {
        reasons: reasonLines(facts.reasons),
        tail: quotedEnd(facts.tail),
        likely: bullets(facts.likely),
        log: facts.log ?? '',
        attempt: String(facts.attempt),
        attempts: String(facts.attempts),
      }
    case 'nudge':
      return { occasion: occasionText(facts), before: facts.before === null ? '' : beforeText(facts.before) }
    case 'restate':
      return { problem: oneLine(facts.problem, 1000) }
    case 'notice':
      return noticeValues(facts)
    case 'handoff':
      return { percent: String(facts.percent) }
    case 'unblock':
      return {
        dependency: dependencyText(facts.dependency),
        merge: facts.dependency.included ? '' : (facts.dependency.commit ?? facts.dependency.branch),
      }
    case 'go_on':
      return { over: OVER[facts.after] }
    case 'withdraw':
      return { withdrawn: facts.withdrawn }
    case 'letter':
      return { letters: lettersText(facts) }
    case 'tell':
      return { text: facts.text }
    case 'review':
      return reviewValues(texts, facts)
    case 'review_nudge':
      return { problem: oneLine(facts.problem, 1000) }
    default:
      return assertNever(facts)
  }
}

const OVER = {
  limit: 'The limit that ended your last turn is over.',
  login: 'Your last turn ended because your program was not logged in; it is logged in now.',
} as const

function noticeValues({ problem, isAdvice, goesOn, assignment }: NoticeFacts): Record<string, string> {
  return {
    problem: oneLine(problem, 1000),
    report_help: isAdvice ? '' : REPORT_HELP,
    go_on: goesOn ? `Your task has not changed: go on with ${assignment ?? 'none'}.` : '',
  }
}

const REPORT_HELP = 'Use `czar report` rather than editing the report file by hand; `czar report --help` shows how.'

function occasionText({ assignment, silentSeconds }: NudgeFacts): string {
  if (silentSeconds === null) return `A person asks how ${assignment ?? 'your work'} stands.`
  return `Czar has seen no sign of work on ${assignment ?? 'your task'} for ${spokenTime(silentSeconds)}.`
}

const MOST_SENDERS = 5

function lettersText({ count, senders }: LetterFacts): string {
  const named = senders.slice(0, MOST_SENDERS).join(', ')
  const from = senders.length > MOST_SENDERS ? `${named} and ${counted(senders.length - MOST_SENDERS, 'other')}` : named
  return count === 1 ? `A message from ${from} waits for you.` : `${count} messages from ${from} wait for you.`
}

function spokenTime(seconds: number): string {
  return seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`
}
