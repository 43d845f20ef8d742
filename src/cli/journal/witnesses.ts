import { newestText } from '../../adapters/status/files/newest-text.ts'
import { readStatusWitness, type StatusWitness } from '../../adapters/status/status-witness.ts'
import { type LivingAgent, livingAgents } from '../../adapters/tmux/panes/living-agents.ts'
import { counted } from '../../core/text/counted.ts'
import type { ProjectPlace } from '../project/project-place.ts'
import type { JournalAccount } from './journal-account.ts'

/**
 * Evidence of how long the journal was, from places that are not lost together with the journal. It is read before the journal, because a
 * running czar writes to the journal first.
 */
export interface Witnesses {
  readonly status: StatusWitness | null
  readonly agents: readonly LivingAgent[]
}

/** Reads the status file and asks the running agents. The stored texts are read later, after the journal. */
export async function askWitnesses({ name, directory, sockets }: ProjectPlace): Promise<Witnesses> {
  const status = readStatusWitness(directory)
  return { status: status?.project === name ? status : null, agents: await livingAgents(sockets.tmux) }
}

/** Lists everything that shows that the journal was longer or was another journal. The list is empty if nothing shows it. */
export function contradictions(
  account: JournalAccount,
  { status, agents }: Witnesses,
  { name, directory }: Pick<ProjectPlace, 'name' | 'directory'>,
): readonly string[] {
  return [...ofStatus(account, status), ...ofTexts(account, directory), ...ofAgents(account, agents, name)]
}

function ofStatus({ state, id, checksumAt }: JournalAccount, status: StatusWitness | null): readonly string[] {
  if (status === null || status.seq === 0) return []
  const { seq, journal } = status
  const isOther = journal != null && id !== null && journal.id !== id
  if (isOther) return [`status.json is about another journal (${journal.id}, ${counted(seq, 'event')}), this one is ${id}`]
  if (seq > state.seq)
    return [`status.json has seen event ${seq}: ${counted(seq - state.seq, 'event')} ${seq - state.seq === 1 ? 'is' : 'are'} missing`]
  if (journal != null && checksumAt(seq) !== journal.checksum) return [`status.json has seen another event ${seq} than this journal has`]
  return []
}

/**
 * Whether a stored text shows that events are missing. czar stores a text only after its message is in the journal. Texts older than the
 * journal belong to an earlier journal, so they show nothing.
 */
function ofTexts({ state }: JournalAccount, directory: string): readonly string[] {
  const known = state.counters.messages
  const newest = newestText(directory, state.launchedAt ?? 0)
  if (newest === null || newest.message <= known) return []
  return [
    `texts/m${newest.message}.txt was kept to be pasted, and the journal knows ${known === 0 ? 'no messages' : `messages up to m${known}`}`,
  ]
}

function ofAgents({ started, given: known }: JournalAccount, agents: readonly LivingAgent[], project: string): readonly string[] {
  const told = agents.flatMap(({ worker, given }) => (given === null || known.has(given) ? [] : [{ worker, given }]))
  const unknown = agents.filter(({ worker, incarnation }) => incarnation > (started.get(worker) ?? 0))
  return [
    ...unknown.map(
      ({ worker, incarnation }) =>
        `agent ${incarnation} of ${worker} lives in ${project}-worker-${worker}, and the journal has not started it`,
    ),
    ...told.map(({ worker, given }) => `the agent of ${worker} was given ${given}, and the journal has not given it to anybody`),
  ]
}
