import type { ReturnHow } from '../events/work-event.ts'
import { FACT_CHARS, type RepositoryFact } from '../model/facts/repository-fact.ts'
import { counted } from '../text/counted.ts'
import { oneLine } from './lines.ts'
import type { DependencyFacts, EarlierFacts, PeerFacts, WorkBefore } from './message-facts.ts'
import { PEER_LINE_CHARS } from './overhead.ts'

/** Describes in a sentence the work that is already in the worktree. */
export function beforeText({ commits, lastCommit, dirty, files }: WorkBefore): string {
  const last = lastCommit === null ? '' : `, the last ${lastCommit.sha.slice(0, 10)} "${oneLine(lastCommit.subject)}"`
  const committed = commits === 0 ? 'Nothing is committed yet' : `${counted(commits, 'commit')} since the start${last}`
  const open = dirty === 0 ? 'no uncommitted changes' : `${counted(dirty, 'path')} with uncommitted changes`
  const touched = files.length === 0 ? '' : ` Changed so far: ${files.slice(0, 20).join(', ')}${files.length > 20 ? ', …' : ''}.`
  return `${committed}; ${open}.${touched}`
}

/** Describes a needed task in a sentence: which worker did it, where its commit is, and whether the reader's branch has it. */
export function dependencyText({ worker, branch, commit, verified, included }: DependencyFacts): string {
  const where = commit === null ? `branch ${branch}` : `commit ${commit} of branch ${branch}`
  if (!verified)
    return `${worker}: not verified yet (branch ${branch}). Build on what the task says about it; you are told when it is verified.`
  if (included) return `${worker}: verified, and your branch already contains it (${where}).`
  return `${worker}: verified, not in your branch yet (${where}); \`git merge --no-edit ${commit ?? branch}\` brings it in.`
}

const CAME_BACK = {
  stopped: 'was stopped',
  silent: 'fell silent',
  parked: 'was held up by a limit of its account',
  crashed: 'could not be kept running',
  undelivered: 'could not be given the task whole',
  rejected: 'had its claims rejected',
  refused: 'did not take it on',
  stalled: 'made no progress with it',
} satisfies Record<ReturnHow, string>

/**
 * Describes in a sentence a worker that had the task before: how it lost the task, and where its work is. The sentence never quotes that
 * worker.
 */
export function earlierText(facts: EarlierFacts): string {
  const first = facts.failed[0]
  const advice =
    first === undefined ? '' : ` Run \`${oneLine(first, 100)}\` first, and read what it expects before you look at what was tried.`
  return `${tellEarlier(facts)}${advice}`
}

function tellEarlier({ worker, how, branch, commit, isNothing, failed, rejections, isOwn }: EarlierFacts): string {
  const what = `${isOwn ? 'you' : worker}: ${isOwn ? 'had it once before' : CAME_BACK[how]}${sayFailed(failed, rejections)}`
  if (isNothing || branch === null) return `${what}; no work on it was committed.`
  if (commit === null) return `${what}; it is not known what was committed on branch ${branch}: \`git log -p HEAD..${branch}\` shows it.`
  const take = `\`git log -p HEAD..${commit}\` shows it, \`git restore -s ${commit} <file>\` copies a file from it`
  return `${what}; the work is on branch ${branch}, up to commit ${commit}, and not on your branch; ${take}.`
}

function sayFailed(failed: readonly string[], rejections: number): string {
  const named = failed.slice(0, 3).map(name => `\`${oneLine(name, 100)}\``)
  return named.length === 0 ? '' : ` (${named.join(', ')} failed${rejections > 1 ? `, after ${rejections} claims` : ''})`
}

const PEER_FILES = 3

/** Describes another worker in a line: its task, its files and the paths that it changed. The line never quotes that worker. */
export function peerText({ worker, title, owns, state, files }: PeerFacts): string {
  const territory = owns.length === 0 ? '' : ` It owns ${owns.join(', ')}.`
  const more = files.length > PEER_FILES ? ` and ${files.length - PEER_FILES} more` : ''
  const changed = files.length === 0 ? '' : ` Changed so far: ${files.slice(0, PEER_FILES).join(', ')}${more}.`
  return oneLine(`${worker} (${state}): ${title}.${territory}${changed}`, PEER_LINE_CHARS - 10)
}

/**
 * Quotes an earlier worker's fact about the repository, with its source. The words cannot end the quotation, begin a line, or look like the
 * first line of a message.
 */
export function factText({ id, text, project, task, worker, commit, day }: RepositoryFact): string {
  const words = oneLine(text, FACT_CHARS)
    .replaceAll(/["`\u201c-\u201f\u00ab\u00bb]/g, "'")
    .replaceAll(/\[(?=\s*czar)/gi, '(')
  const source = `worker ${oneLine(worker, 60)}, task ${oneLine(task, 60)} of project ${oneLine(project, 60)}`
  const proof = commit === null ? '' : `, commit ${oneLine(commit).slice(0, 10)}`
  return `f${id}: "${words}" (${source}${proof}, ${day})`
}
