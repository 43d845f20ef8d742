import { plainText } from '../../core/text/plain-text.ts'
import type { StatusView } from '../../core/views/status.ts'

/**
 * One other worker, described only by facts that czar knows. The worker's own words (how it understood its task, its progress, its
 * questions) are left out, because another agent would easily take them for instructions.
 */
export interface Peer {
  readonly task: string | null
  readonly health: string
  readonly branch: string
  readonly steps: { readonly done: number; readonly total: number | null } | null
  readonly files: readonly string[]
  readonly waiting_for: readonly string[]
  /** Tasks of this worker that passed their check, each with the commit that others can build on. */
  readonly verified: readonly { readonly task: string; readonly commit: string | null }[]
}

/** Describes every worker except `self`. If `self` is null, describes every worker. */
export function listPeers(view: StatusView, self: string | null): Readonly<Record<string, Peer>> {
  const others = Object.entries(view.workers).filter(([id]) => id !== self)
  return Object.fromEntries(
    others.map(([id, worker]) => {
      const done = worker.progress?.done ?? null
      const verified = view.tasks.filter(task => task.worker === id && task.state === 'verified')
      const peer: Peer = {
        task: worker.assignment?.task ?? null,
        health: worker.health,
        branch: worker.branch,
        steps: done === null ? null : { done, total: worker.progress?.total ?? null },
        files: worker.files,
        waiting_for: worker.waiting_for,
        verified: verified.map(task => ({ task: task.id, commit: task.verified_commit })),
      }
      return [id, peer]
    }),
  )
}

const FILES_SHOWN = 8
/** How many workers are shown in full. Further workers get one line each, and the rest are only counted. */
const IN_FULL = 12
const IN_A_LINE = 28

/**
 * Describes the other workers in at most about seventy lines, because the text fills an agent's context. Workers with a task come first.
 */
export function renderPeers(peers: Readonly<Record<string, Peer>>): string {
  const sorted = Object.entries(peers).sort(([, one], [, other]) => rankOf(one) - rankOf(other))
  if (sorted.length === 0) return 'there are no other workers\n'
  const full = sorted.slice(0, IN_FULL).map(([id, peer]) => renderPeer(id, peer))
  const short = sorted.slice(IN_FULL, IN_FULL + IN_A_LINE).map(([id, peer]) => `${headOf(id, peer)}\n`)
  return [...full, ...short, restText(sorted.slice(IN_FULL + IN_A_LINE).map(([, peer]) => peer))].join('')
}

function rankOf({ task, verified }: Peer): number {
  if (task !== null) return 0
  return verified.length > 0 ? 1 : 2
}

function restText(rest: readonly Peer[]): string {
  if (rest.length === 0) return ''
  const healths = Map.groupBy(rest, ({ health }) => health)
  const counts = [...healths].map(([health, those]) => `${those.length} ${health}`)
  return `and ${rest.length} more (${counts.join(', ')}): czar peers --json\n`
}

function renderPeer(id: string, peer: Peer): string {
  const { files, waiting_for: waitingFor, verified } = peer
  const lines = [headOf(id, peer)]
  for (const { task: name, commit } of verified) lines.push(`  verified: ${name} at ${commit?.slice(0, 12) ?? '?'}`)
  if (waitingFor.length > 0) lines.push(`  waits for: ${waitingFor.join(', ')}`)
  if (files.length > 0) {
    const more = files.length > FILES_SHOWN ? ` and ${files.length - FILES_SHOWN} more` : ''
    lines.push(`  files: ${files.slice(0, FILES_SHOWN).join(', ')}${more}`)
  }
  return lines.map(line => `${plainText(line, 2_000)}\n`).join('')
}

function headOf(id: string, { task, health, steps, branch }: Peer): string {
  const work = task === null ? '' : `, task ${task}`
  const progress = steps === null ? '' : `, ${steps.done}/${steps.total ?? '?'} steps`
  return plainText(`${id}: ${health}${work}${progress}, branch ${branch}`, 300)
}
