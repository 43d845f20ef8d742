import type { BaseFinding, BaseGate, BaseTask, PlacesOfTasks } from '../../model/gates/base-gate.ts'
import { counted } from '../../text/counted.ts'
import { shellWord } from '../../text/shell-word.ts'

/** A task, and the results of its accept commands in the order of the project file. */
export interface TriedTask {
  readonly task: BaseTask
  readonly gates: readonly BaseGate[]
}

/**
 * Judges the results on base. A command that passes is fine if another command of its task fails: `npm test` rightly passes on base. If all
 * commands of a task pass, they do not prove its work.
 */
export function judgeBaseGates(tried: readonly TriedTask[], places: PlacesOfTasks): readonly BaseFinding[] {
  return tried.flatMap(({ task, gates }) => judgeTask(task, gates, places))
}

function judgeTask(task: BaseTask, gates: readonly BaseGate[], places: PlacesOfTasks): readonly BaseFinding[] {
  const known = Object.hasOwn(places, task.id) ? places[task.id] : undefined
  const say = (level: BaseFinding['level'], place: string | undefined, text: string): BaseFinding => ({
    level,
    task: task.id,
    place: place ?? null,
    text,
  })
  const notRun = gates.find(({ outcome }) => outcome === 'not_run')
  if (notRun !== undefined) return [say('error', known?.setup, `no accept command of ${task.id} can run on base: ${notRun.says}`)]
  const passed = gates.flatMap((gate, at) => (gate.outcome === 'passed' ? [{ gate, place: known?.accept[at] }] : []))
  const others = gates.flatMap((gate, at) => {
    const [level, text] = sayOther(gate) ?? []
    return level === undefined || text === undefined ? [] : [say(level, known?.accept[at], text)]
  })
  const [first] = passed
  const isEmptyHanded = first !== undefined && passed.length === gates.length
  const warning = isEmptyHanded
    ? [
        say(
          'warning',
          first.place,
          sayNothing(
            task,
            passed.map(({ gate }) => gate.command),
          ),
        ),
      ]
    : []
  // With a single command, the warning says all that its note would say.
  const notes = isEmptyHanded && passed.length === 1 ? [] : passed.map(({ gate, place }) => say('note', place, sayPassed(gate)))
  return [...warning, ...others, ...notes]
}

function sayNothing({ id }: BaseTask, commands: readonly string[]): string {
  const what = commands.length === 1 ? `\`${commands[0]}\` passes` : `all ${counted(commands.length, 'command')} pass`
  return `nothing in the accept of ${id} proves the work: ${what} on base already; add a command that fails until the work is done`
}

function sayPassed({ command }: BaseGate): string {
  return `\`${command}\` passes on base already, so it proves nothing by itself`
}

/** The finding about a command that neither passed nor failed as it should. */
function sayOther({ command, outcome, program, exitCode, durationMs }: BaseGate): readonly [BaseFinding['level'], string] | null {
  if (outcome === 'timeout') {
    const time = `${Math.round(durationMs / 1000)} s`
    return ['warning', `\`${command}\` did not end within ${time} on base; make it faster, or raise policy.verify.timeout`]
  }
  if (outcome === 'missing') return ['error', sayMissing(command, program ?? command, exitCode)]
  if (program === null) return null
  const advice = 'install it, or add a setup command such as npm ci; if the task itself adds it, this is as it should be'
  return ['warning', `\`${command}\` failed on base before it ran a test: it did not find ${program}; ${advice}`]
}

function sayMissing(command: string, program: string, exitCode: number | null): string {
  if (exitCode !== 126) return `\`${command}\` cannot run: there is no program ${program} on PATH; install it, or correct the command`
  const change = program.startsWith('/') ? 'chmod +x' : 'git update-index --chmod=+x'
  return `\`${command}\` cannot run: ${program} is not executable; make it executable: ${change} ${shellWord(program)}`
}
