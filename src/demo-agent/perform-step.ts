import { appendFile, mkdir, stat, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { runProgram, startChild } from './run-program.ts'
import type { Spending } from './spending.ts'
import { durationMs, field, type Step, type StepName, textOf } from './steps.ts'

/** The parts of the program that a step may use. */
export interface StepHands extends Spending {
  readonly assignment: string | null
  /** Aborted when the person or czar presses Escape. */
  readonly signal: AbortSignal
  readonly show: (text: string) => void
  /** Shows a question and waits for the next text that is sent. */
  readonly ask: (question: string) => Promise<string>
  /** Shows a dialog that asks for a permission. Resolves with true if the answer is yes. */
  readonly permission: (what: string) => Promise<boolean>
  readonly flood: (bytes: number) => Promise<void>
  readonly exit: (status: number) => void
}

type Perform = (value: unknown, hands: StepHands) => Promise<void>

/** Steps after which the agent waits for the next text. The steps after them run when it comes. */
export const ENDS_TURN: ReadonlySet<StepName> = new Set(['blocked', 'done', 'idle', 'lie', 'limit'])
/** Steps that count as done when they begin, so that the next agent of the worker does not repeat them. */
export const COUNTS_AT_START: ReadonlySet<StepName> = new Set(['blocked', 'crash', 'done', 'exit', 'idle', 'lie', 'limit', 'stall'])

const PERFORM = {
  ack: (value, hands) =>
    report(hands, 'ack', [textOf(value, 'text', 'I have read the task and will do it as written.'), ...planned(value)]),
  ask: async (value, { ask, show }) => show(`answer: ${await ask(textOf(value, 'text', 'Which way shall I take?'))}`),
  blocked: (value, hands) => report(hands, 'blocked', [textOf(value, 'text', 'I do not know how to go on.')]),
  checkout: (value, { show }) =>
    runProgram(
      'git',
      field(value, 'create') === undefined
        ? ['checkout', textOf(value, 'branch', 'main')]
        : ['checkout', '-b', String(field(value, 'create'))],
      show,
    ),
  commit,
  crash: async value => crash(value),
  done: claim,
  edit,
  exit: async (value, { exit }) => exit(Number(typeof value === 'number' ? value : (field(value, 'status') ?? 0))),
  handoff: (value, hands) => handOff(value, hands),
  idle: async () => {},
  lie: claim,
  limit: async (value, { meetLimit, show }) => {
    show(textOf(value, 'text', "You've hit your limit"))
    meetLimit(value)
  },
  note: (value, hands) => report(hands, 'note', [textOf(value, 'text', 'a note')]),
  permission: async (value, { permission, show }) =>
    show((await permission(textOf(value, 'text', 'Bash(rm -rf build)'))) ? 'permission given' : 'permission refused'),
  print: (value, { flood }) => flood(Number(field(value, 'megabytes') ?? 1) * 1_000_000),
  report: (value, hands) =>
    report(hands, 'progress', [...numbered(value, 'done'), ...numbered(value, 'total'), textOf(value, 'text', 'going on')]),
  run: (value, { show }) => runProgram('sh', ['-c', textOf(value, 'command', 'true')], show),
  say: async (value, { show }) => show(textOf(value, 'text', '')),
  spawn_child: async (value, { show }) =>
    show(`child ${startChild(textOf(value, 'command', 'exec sleep 600'), field(value, 'detached') === true)}`),
  stall: async (value, { signal }) => void (await pause(durationMs(textOf(value, 'for', 'forever')), null, { signal }).catch(() => {})),
  usage: async (value, { spend }) => spend(value),
  wait_for: waitFor,
} satisfies Record<StepName, Perform>

/** Performs one step. If the step fails, the error is only shown, because a real agent would go on too. */
export async function performStep(step: Step, hands: StepHands): Promise<void> {
  // The step `stall` prints nothing, like a model that thinks. So Escape puts the text back into the input line.
  if (step.name !== 'stall') hands.show(`● ${step.name}`)
  try {
    await PERFORM[step.name](step.value, hands)
  } catch (error) {
    hands.show(`  failed: ${(error as Error).message}`)
  }
}

async function report({ assignment, show }: StepHands, kind: string, words: readonly string[]): Promise<void> {
  const about = assignment === null ? [] : ['--task', assignment]
  await runProgram('czar', ['report', kind, ...about, ...words], show)
}

function claim(value: unknown, hands: StepHands): Promise<void> {
  return report(hands, 'done', [textOf(value, 'text', 'All steps are done.')])
}

/** Writes the note for the next agent. If the step gives no text, the note refers to git. */
async function handOff(value: unknown, { assignment, show }: StepHands): Promise<void> {
  const parts = ['done', 'pending', 'decisions', 'failing'].flatMap(part => {
    const text = field(value, part)
    return text === undefined ? [] : [`--${part}`, String(text)]
  })
  const about = assignment === null ? [] : ['--task', assignment]
  await runProgram('czar', ['handoff', ...about, ...parts, '--next', textOf(value, 'next', 'Go on where git ends.')], show)
}

function planned(value: unknown): readonly string[] {
  const plan = field(value, 'plan')
  return Array.isArray(plan) && plan.length > 0 ? ['--plan', ...plan.map(String)] : []
}

function numbered(value: unknown, name: string): readonly string[] {
  const count = field(value, name)
  return count === undefined ? [] : [`--${name}`, String(count)]
}

async function edit(value: unknown): Promise<void> {
  const name = textOf(value, 'file', '')
  if (name === '') throw new Error('the step names no file: write edit: { file: a.txt, text: ... }')
  const file = resolve(name)
  await mkdir(dirname(file), { recursive: true })
  const appended = field(value, 'append')
  if (appended !== undefined) return appendFile(file, String(appended))
  const lines = Number(field(value, 'lines') ?? 1)
  const text = field(value, 'text') ?? Array.from({ length: lines }, (_, at) => `line ${at + 1}\n`).join('')
  await writeFile(file, String(text))
}

async function commit(value: unknown, { show }: StepHands): Promise<void> {
  await runProgram('git', ['add', '-A'], show)
  await runProgram(
    'git',
    ['commit', '-q', '-m', textOf(value, 'message', 'Work'), ...(field(value, 'allow_empty') === true ? ['--allow-empty'] : [])],
    show,
  )
}

function crash(value: unknown): void {
  const status = field(value, 'status')
  if (typeof status === 'number') process.exit(status)
  process.kill(process.pid, textOf(value, 'signal', 'SIGKILL') as NodeJS.Signals)
}

async function waitFor(value: unknown, { signal }: StepHands): Promise<void> {
  const file = resolve(textOf(value, 'file', 'go-on'))
  while (!signal.aborted) {
    if (await stat(file).catch(() => null)) return
    await pause(20)
  }
}
