import { createClock } from '../../adapters/clock.ts'
import { createGates } from '../../adapters/gates/create-gates.ts'
import { openJournal } from '../../adapters/journal/journal.ts'
import { acquireSupervisorLock } from '../../adapters/journal/supervisor-lock.ts'
import { createRunner } from '../../adapters/processes/runner/create-runner.ts'
import { readStatus } from '../../adapters/status/read-status.ts'
import { writeStatus } from '../../adapters/status/write-status.ts'
import type { Journaled } from '../../core/events/event.ts'
import type { TrainChoice } from '../../core/events/train-event.ts'
import { PreconditionError } from '../../core/model/errors.ts'
import { viewTrain } from '../../core/policy/landing/view-train.ts'
import type { State } from '../../core/state/types/state.ts'
import type { StatusView } from '../../core/views/status.ts'
import { inTrainMode, mergeNow } from '../../supervisor/merge-now.ts'
import { buildGit } from '../compose/build-git.ts'
import { projectPaths } from '../compose/build-hands.ts'
import { keepSummary } from '../compose/keep-summary.ts'
import { replay } from '../compose/open-czar.ts'
import type { CliIo } from '../io.ts'
import { gateEnvironment } from '../project/environments.ts'
import type { ProjectPlace } from '../project/project-place.ts'

export interface MergeContext {
  readonly io: CliIo
  readonly choice: TrainChoice
  readonly onEvent: (event: Journaled) => void
}

/**
 * Merges and tests the proven work of a project that no czar supervises, in this process and under the project's lock. Returns the status
 * afterwards. Ctrl-C ends the test commands, and the next `czar merge` or `czar launch` continues the work.
 */
export async function mergeProject(place: ProjectPlace, context: MergeContext): Promise<StatusView> {
  const lock = acquireSupervisorLock(place.directory, 'czar merge')
  const aborted = new AbortController()
  const stopListening = context.io.onInterrupt(() => aborted.abort())
  try {
    return await merge(place, context, aborted.signal)
  } finally {
    stopListening()
    lock.release()
  }
}

async function merge(place: ProjectPlace, { io, choice, onEvent }: MergeContext, signal: AbortSignal): Promise<StatusView> {
  const journal = openJournal({ projectDir: place.directory })
  const runner = createRunner()
  let latest: State | null = null
  try {
    const initial = replay(journal)
    const { project } = inTrainMode(initial)
    if (project === null) throw new PreconditionError(`${place.name} was never launched, so nothing is proven`)
    const gates = createGates({ owner: place.directory })
    // An earlier `czar merge` that was killed may have left test processes and worktrees.
    await gates.endLeftOver()
    const git = buildGit(project, place, io.env, { run: runner.run })
    await git.pruneProofs()
    const hands = {
      project,
      git,
      gates,
      clock: createClock(),
      paths: projectPaths(project, place, io.env),
      gateEnv: gateEnvironment(io.env),
      log: SILENT,
    }
    const onEvents = (state: State, events: readonly Journaled[]) => {
      latest = state
      for (const event of events) onEvent(event)
    }
    await mergeNow(hands, { ledger: journal, epoch: journal.epoch, initial, choice, signal, onEvents })
  } finally {
    if (latest !== null) keepRecords(place, latest, journal)
    await runner.close()
    journal.close()
  }
  return readStatus(place.directory)
}

/** Writes the status file, which then says what is merged now. Everything else in it stays as the last czar wrote it. */
function keepRecords({ directory }: ProjectPlace, state: State, journal: ReturnType<typeof openJournal>): void {
  const checksum = journal.checksumAt(state.seq)
  const view = { ...readStatus(directory), seq: state.seq, train: viewTrain(state) }
  writeStatus(directory, { ...view, journal: checksum === null ? null : { id: journal.id, checksum } })
  keepSummary(directory, journal, SILENT)
}

const SILENT = { info: () => {}, warn: () => {} }
