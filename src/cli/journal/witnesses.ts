import { newestText } from '../../adapters/status/files/newest-text.ts'
import { readStatusPosition, type StatusPosition } from '../../adapters/status/status-position.ts'
import { type LivingAgent, livingAgents } from '../../adapters/tmux/panes/living-agents.ts'
import { counted } from '../../core/text/counted.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import type { JournalContent } from './journal-content.ts'

/**
 * Evidence of how long the journal was, from places that are not lost together with the journal. It is read before the journal, because a
 * running czar writes to the journal first.
 */
export interface Witnesses {
  readonly status: StatusPosition | null
  readonly agents: readonly LivingAgent[]
}

/** Reads the status file and asks the running agents. The stored texts are read later, after the journal. */
export async function askWitnesses({ name, directory, sockets }: ProjectPlace): Promise<Witnesses> {
  const status = readStatusPosition(directory)
  return { status: status?.project === name ? status : null, agents: await livingAgents(sockets.tmux) }
}

/** Lists everything that shows that the journal was longer or was another journal. The list is empty if nothing shows it. */
export function contradictions(
  content: JournalContent,
  { status, agents }: Witnesses,
  { name, directory }: Pick<ProjectPlace, 'name' | 'directory'>,
): readonly string[] {
  return [...ofStatus(content, status), ...ofTexts(content, directory), ...ofAgents(content, agents, name)]
}

function ofStatus({ state, id, checksumAt }: JournalContent, status: StatusPosition | null): readonly string[] {
  if (status === null || status.seq === 0) return []
  const { seq, journal } = status
  const isOther = journal != null && id !== null && journal.id !== id
  if (isOther) return [`status.json is about another journal (${journal.id}, ${counted(seq, 'event')}), this one is ${id}`]
  if (seq > state.seq)
    return [`status.json knows event ${seq}: ${counted(seq - state.seq, 'event')} ${seq - state.seq === 1 ? 'is' : 'are'} missing`]
  if (journal != null && checksumAt(seq) !== journal.checksum) return [`status.json knows another event ${seq} than this journal has`]
  return []
}

/**
 * Whether a stored text shows that events are missing. czar stores a text only after its message is in the journal. Texts older than the
 * journal belong to an earlier journal, so they show nothing.
 */
function ofTexts({ state }: JournalContent, directory: string): readonly string[] {
  const known = state.counters.messages
  const newest = newestText(directory, state.launchedAt ?? 0)
  if (newest === null || newest.message <= known) return []
  return [
    `texts/m${newest.message}.txt was stored to be pasted, but the journal has ${known === 0 ? 'no messages' : `only the messages up to m${known}`}`,
  ]
}

function ofAgents({ started, given: known }: JournalContent, agents: readonly LivingAgent[], project: string): readonly string[] {
  const told = agents.flatMap(({ worker, given }) => (given === null || known.has(given) ? [] : [{ worker, given }]))
  const unknown = agents.filter(({ worker, incarnation }) => incarnation > (started.get(worker) ?? 0))
  return [
    ...unknown.map(
      ({ worker, incarnation }) =>
        `agent ${incarnation} of ${worker} runs in ${project}-worker-${worker}, but the journal does not say that it was started`,
    ),
    ...told.map(
      ({ worker, given }) => `the agent of ${worker} was given ${given}, but the journal does not say that it was given to anybody`,
    ),
  ]
}
