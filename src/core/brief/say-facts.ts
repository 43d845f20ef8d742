import { oneLine } from './lines.ts'
import type { DependencyFacts, PeerFacts, WorkBefore } from './message-facts.ts'
import { PEER_LINE_CHARS } from './overhead.ts'

/** What is already in the worktree, as a sentence. */
export function beforeText({ commits, lastCommit, dirty, files }: WorkBefore): string {
  const last = lastCommit === null ? '' : `, the last ${lastCommit.sha.slice(0, 10)} "${oneLine(lastCommit.subject)}"`
  const committed = commits === 0 ? 'Nothing is committed yet' : `${count(commits, 'commit')} since the start${last}`
  const open = dirty === 0 ? 'no uncommitted changes' : `${count(dirty, 'path')} with uncommitted changes`
  const touched = files.length === 0 ? '' : ` Changed so far: ${files.slice(0, 20).join(', ')}${files.length > 20 ? ', …' : ''}.`
  return `${committed}; ${open}.${touched}`
}

/** One dependency: whose, where, and whether it is already in the branch. */
export function dependencyText({ worker, branch, commit, verified, included }: DependencyFacts): string {
  const where = commit === null ? `branch ${branch}` : `commit ${commit} of branch ${branch}`
  if (!verified)
    return `${worker}: not verified yet (branch ${branch}). Build against what the task says of it; you are told when it is verified.`
  if (included) return `${worker}: verified, and your branch already contains it (${where}).`
  return `${worker}: verified, not in your branch yet (${where}); \`git merge --no-edit ${commit ?? branch}\` brings it in.`
}

/** One peer: task and territory, never its own words. */
export function peerText({ worker, title, owns, state }: PeerFacts): string {
  const territory = owns.length === 0 ? '' : ` It owns ${owns.join(', ')}.`
  return oneLine(`${worker} (${state}): ${title}.${territory}`, PEER_LINE_CHARS - 10)
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
