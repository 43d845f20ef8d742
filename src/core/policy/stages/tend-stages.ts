import type { StageEvent, StageFault } from '../../events/stages/stage-event.ts'
import { own } from '../../model/own.ts'
import type { StageConfig } from '../../model/stages/stage.ts'
import { stageOf } from '../../state/facts/stages.ts'
import type { State } from '../../state/types/state.ts'
import type { AssignmentState, TaskState } from '../../state/types/task-state.ts'
import { counted } from '../../text/counted.ts'
import { plainText } from '../../text/plain-text.ts'
import type { PolicyContext } from '../engine/policy-context.ts'
import { isInFile } from '../facts/work/tasks.ts'

const WORDS = 2_000
const COMMAND = 300

/** Sends work back to an earlier stage when a later stage has shown that it is wrong. After a few times a person decides. */
export function tendStages(context: PolicyContext): void {
  const { state } = context
  if (state.czar.phase !== 'supervising') return
  for (const worker of Object.values(state.workers)) {
    const assignment = own(state.assignments, worker.assignment ?? '')
    if (assignment?.fault != null) settle(context, assignment, assignment.fault)
  }
}

function settle(context: PolicyContext, assignment: AssignmentState, fault: StageFault): void {
  const { state } = context
  const back = stageOf(state, assignment.task)?.backTo ?? null
  const task = own(state.tasks, assignment.task)
  const target = own(state.tasks, back?.worker ?? '')
  const fail = (reason: string) =>
    context.record({ kind: 'assignment.failed', worker: assignment.worker, assignment: assignment.id, reason }, reason)
  const shown = `\`${plainText(fault.command, COMMAND)}\` fails at ${fault.commit.slice(0, 8)}`
  if (back === null || task === undefined || target === undefined)
    return fail(`${shown}, and there is no stage to which the work can go back`)
  const times = task.sentBack?.times ?? 0
  if (times >= back.times) return fail(`${back.stage} had its work back ${counted(times, 'time')}, and ${shown}: ${quote(fault)}`)
  if (target.state === 'failed' || target.state === 'dropped')
    return fail(`${shown}, and ${back.stage} cannot get its work back: it ${target.state}`)
  // The earlier task is open again for another reason. When it is proven again, czar checks the claim again.
  if (target.state !== 'verified') return
  if (target.verified?.commit !== fault.about) return checkAgain(context, assignment, target)
  const why = whyNotReturnedTo(state, target)
  if (why !== null) return fail(`${shown}, and ${back.stage} cannot get its work back: ${why}`)
  const returned = returnTo({ state, assignment, fault, back }, { task, target })
  if (returned !== null) context.record(returned, returned.reasons[0] ?? '')
}

/** Says why the worker of the earlier stage cannot get its task back. Returns null if the worker can get it now, or when it is free. */
function whyNotReturnedTo(state: State, { worker: id }: TaskState): string | null {
  const worker = own(state.workers, id ?? '')
  if (worker === undefined || !isInFile(state, worker)) return 'its worker is not in the project file'
  return worker.stopped === null ? null : `${worker.id} is stopped`
}

/** Has the claim checked again, because the earlier stage has newer proven work. */
function checkAgain(context: PolicyContext, { id, worker }: AssignmentState, { id: task, verified }: TaskState): void {
  const reason = `${task} is proven at ${verified?.commit.slice(0, 8) ?? 'another commit'} meanwhile.`
  const nothing = { commit: null, base: null, checks: [], log: null, tail: '', durationMs: 0 }
  context.record({ kind: 'verification.finished', worker, assignment: id, verdict: 'void', reasons: [reason], ...nothing }, reason)
}

interface Shown {
  readonly state: State
  readonly assignment: AssignmentState
  readonly fault: StageFault
  readonly back: NonNullable<StageConfig['backTo']>
}

function returnTo(
  { state, assignment, fault, back }: Shown,
  { task, target }: { readonly task: TaskState; readonly target: TaskState },
): Extract<StageEvent, { kind: 'stage.returned' }> | null {
  const worker = own(state.workers, target.worker ?? '')
  // The worker of the earlier stage may have taken over the later stage. Then the fault is in its own work.
  if (worker === undefined || (worker.assignment !== null && worker.assignment !== assignment.id)) return null
  const stage = stageOf(state, task.id)
  const round = (task.sentBack?.times ?? 0) + 1
  const command = plainText(fault.command, COMMAND)
  const merge = fault.commit === fault.about ? '' : ` \`git merge --no-edit ${fault.commit.slice(0, 12)}\` brings in what shows it.`
  return {
    kind: 'stage.returned',
    worker: worker.id,
    task: target.id,
    from: task.id,
    assignment: assignment.id,
    commit: fault.about,
    round,
    reasons: [
      `The stage ${stage?.id ?? task.id} shows that this work is wrong (time ${round} of ${back.times}): \`${command}\` fails at commit ${fault.commit.slice(0, 12)}, and must succeed.`,
      `The words of ${assignment.worker}, for information: ${quote(fault)}`,
      `Mend the work so that the command succeeds.${merge}`,
    ],
    tail: fault.tail,
    log: fault.log,
  }
}

function quote({ words }: StageFault): string {
  const text = plainText(words.replaceAll(/\s+/g, ' ').trim(), WORDS).replaceAll('"', "'")
  return text === '' ? 'none' : `"${text}"`
}
