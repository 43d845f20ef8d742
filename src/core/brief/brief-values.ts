import type { PromptTexts, TemplateName } from '../ports/prompts.ts'
import { counted } from '../text/counted.ts'
import { fillTemplate } from './fill-template.ts'
import { handoffText, leftText } from './left-text.ts'
import { bullets, quotedEnd, reasonLines } from './lines.ts'
import type { BriefFacts, PartFacts } from './message-facts.ts'
import { MOST_EARLIER, MOST_PEERS } from './overhead.ts'
import { quotedFiles } from './quoted-file.ts'
import { beforeText, dependencyText, earlierText, factText, peerText } from './say-facts.ts'

const REFUSE =
  '   If you cannot do this task, whatever you try: `czar report refuse --task ID "<why>"`. Another worker then gets it, and you are not asked again.'

const SPAWN =
  '   Another agent can do a part of your task: write that part down, commit your work, then `czar spawn --task <file> --owns <paths>`. `czar wait` waits for it. Merge what it proved into your branch: your claim needs it.'

/** Returns the values for the template of a brief (the text with the task), besides the values that every message gets. */
export function briefValues(texts: PromptTexts, facts: BriefFacts): Record<string, string> {
  const { task, role, rejected, rejectedBefore, before, left } = facts
  const opening = texts.templates[openingName(facts)]
  return {
    opening: fillTemplate(opening, {
      before: before === null ? '' : beforeText(before),
      branch: facts.branch,
      kept: facts.kept ?? '',
      setup: facts.setup.join(' && '),
    }),
    start: startText(facts),
    part: facts.part?.parent == null ? '' : partText(facts.part.parent),
    role: role === null ? '' : (texts.roles[role] ?? '').trim(),
    task: task.text,
    sha256: task.sha256,
    // A task's text cannot contain its own hash. So a line with the hash marks the end of the task without doubt.
    mark: task.sha256.slice(0, 16),
    dependencies: bullets(facts.dependencies.map(dependencyText)),
    done_before: facts.doneBefore ?? '',
    needed: quotedFiles(facts.needed ?? []),
    // A worker may refuse a bonus task. It cannot refuse its own task, because no other worker may take that.
    refuse: facts.assignmentKind === 'bonus' ? REFUSE.replace('ID', facts.assignment ?? 'none') : '',
    spawn: facts.maySpawn ? SPAWN : '',
    earlier: bullets(facts.earlier.slice(-MOST_EARLIER).map(earlierText)),
    peers: bullets(facts.peers.map(peerText), MOST_PEERS),
    facts: bullets(facts.repositoryFacts.map(factText)),
    handoff: left?.handoff == null ? '' : `${OWN_WORDS}\n${handoffText(left.handoff)}`,
    left: left === null ? '' : leftText(left),
    rejected: rejected === null ? '' : reasonLines(rejected.reasons),
    rejected_before: reasonLines(rejectedBefore.map((reasons, index) => `claim ${index + 1}: ${reasons.join(' ')}`)),
    likely: rejected === null ? '' : bullets(rejected.likely),
    rejected_tail: rejected === null ? '' : quotedEnd(rejected.tail),
  }
}

function startText(facts: BriefFacts): string {
  const { startsWith } = facts
  const start = firstCommit(facts)
  if (startsWith.length === 0) return start
  const more = startsWith.length - MOST_NAMED
  const others = more > 0 ? ` and ${counted(more, 'other task')}` : ''
  return `${start} with the proven work of ${startsWith.slice(0, MOST_NAMED).join(', ')}${others}`
}

/** The commit or branch at which the work began, without the proven work of other tasks. */
function firstCommit({ base, part }: BriefFacts): string {
  if (part === undefined || part.from === null) return base
  const { from, parent, hasNewerBase } = part
  const whose = parent === null ? 'a worker that has left this task to you' : `worker ${parent.worker} (branch ${parent.branch})`
  return `${hasNewerBase ? `${base} merged with ` : ''}commit ${from.slice(0, 12)} of ${whose}`
}

function partText({ worker, branch, title }: NonNullable<PartFacts['parent']>): string {
  return [
    `Your task is a part of the task of worker ${worker} (branch ${branch}): ${title}`,
    `${worker} gave you this part and may be waiting for you. It gets your proven commit and merges it into its own branch, because its own claim needs it.`,
    `The commits of ${worker} itself are not proven yet. Leave the rest of its task to it. To tell it something: \`czar say ${worker} "<text>"\`.`,
  ].join('\n')
}

/** A brief names at most this many tasks whose work the branch starts with. Late in a long run there may be hundreds. */
const MOST_NAMED = 20

const OWN_WORDS = 'The agent before you wrote this down for you; check it against the files before you rely on it:'

function openingName({ isRewritten, before, assignmentKind }: BriefFacts): TemplateName {
  if (isRewritten) return 'opening-rewritten'
  if (before !== null) return 'opening-again'
  return assignmentKind === 'bonus' ? 'opening-bonus' : 'opening-primary'
}
