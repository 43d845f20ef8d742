import type { Asker } from '../../core/events/asker.ts'
import type { Command, CommandAnswer } from '../../core/events/command.ts'
import type { Event } from '../../core/events/event.ts'
import { CzarError } from '../../core/model/errors.ts'
import { launchLine } from '../../core/model/gave-up.ts'
import type { TaskId } from '../../core/model/ids.ts'
import { fileProject } from '../../core/state/facts/file-project.ts'
import type { State } from '../../core/state/types/state.ts'
import { compareFiles, countEdit, sayFixedChange } from '../../core/views/file-edit.ts'
import type { Hands } from '../hands.ts'
import { clashWithAdded } from './added-workers.ts'
import { refused } from './command-outcome.ts'
import { refuseAsker } from './may-ask.ts'

interface Reloading {
  readonly hands: Pick<Hands, 'projectFile'>
  readonly state: () => State
  readonly observe: (...events: readonly Event[]) => void
}

/** Loads the present project file into the running czar. If anything is wrong with the file, nothing changes. */
export async function reload(
  { hands, state, observe }: Reloading,
  command: Extract<Command, { verb: 'reload' }>,
  by: Asker | null,
): Promise<CommandAnswer> {
  const refusal = refuseAsker(state(), command, by)
  if (refusal !== null) return refusal.answer
  const { project: before, czar } = state()
  const file = hands.projectFile
  if (before === null || file === undefined || czar.phase !== 'supervising')
    return refused(`the project is ${czar.phase}`, launchLine({ file: before?.file ?? 'FILE' })).answer
  const reading = await file.read()
  if (reading.kind === 'faulty') return refused([reading.message, ...reading.details].join('\n'), reading.hint).answer
  const { project, digest } = reading
  if (command.digest !== null && command.digest !== digest)
    return refused('the file changed once more since you saw its changes; nothing is loaded', 'czar reload').answer
  const fixed = sayFixedChange(fileProject(before), project)
  if (fixed !== null) return refused(fixed, `czar stop -p ${before.name} && ${launchLine(before)}`).answer
  const clash = clashWithAdded(state(), project)
  if (clash !== null) return refused(clash.message, clash.hint).answer
  const unknown = command.again.find(id => ![...project.workers, ...project.bonus].some(config => (config.id as string) === id))
  if (unknown !== undefined) return refused(`--again ${unknown}: the file has no worker and no bonus task of that name`, null).answer
  try {
    await file.adopt(project)
  } catch (error) {
    if (!(error instanceof CzarError)) throw error
    return refused([error.message, ...error.details].join('\n'), error.hint ?? null).answer
  }
  const edit = compareFiles(fileProject(before), project)
  const asked = by === null ? {} : { by }
  const again = command.again.map((task): Event => ({ kind: 'task.renewed', task: task as TaskId, ...asked }))
  if (edit === null && again.length === 0) return { ok: true, message: 'nothing has changed in the file' }
  observe({ kind: 'project.loaded', project, ...asked }, ...again)
  return { ok: true, message: `loaded: ${edit === null ? `${again.length} begun again` : countEdit(edit)}` }
}
