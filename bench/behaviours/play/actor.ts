import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { Mark } from './marks.ts'
import type { Pane } from './pane.ts'
import type { Given } from './read-brief.ts'

export interface ActorOptions {
  readonly pane: Pane
  /** The number of earlier agents of this worker. */
  readonly before: number
  readonly given: Given
  readonly mark: (is: Mark['is']) => void
}

/** A program at work. Nobody types into it: it runs commands in its worktree and reports to czar as every worker does. */
export interface Actor {
  readonly before: number
  readonly given: Given
  /** The folder of its task, inside the worktree. */
  readonly area: string
  /** Records that something is wrong from now on, or that nothing is wrong any more. */
  trouble(): void
  over(): void
  /** Shows the prompt, and waits for the next text. */
  next(): Promise<string>
  /** Prints a line on its screen. */
  say(line: string): void
  /** Starts or stops the moving line on the screen, which shows that the program works. */
  spin(isOn: boolean): void
  pause(ms: number): Promise<void>
  /** Runs a command line in the worktree and shows its output. */
  sh(line: string): Promise<Run>
  ack(plan?: string): Promise<Run>
  progress(done: number, text?: string): Promise<Run>
  /** Writes and commits one of the three parts of the task, or their sum. */
  part(number: number): Promise<Run>
  sum(): Promise<Run>
  /** Writes and commits the three parts of the task and their sum. */
  all(): Promise<void>
  done(): Promise<Run>
  /** Writes and commits the missing parts and the sum, and claims the task. */
  finish(): Promise<void>
  /** Does the whole task, as a good worker does. */
  workHonestly(): Promise<void>
}

export interface Run {
  readonly status: number | null
  readonly output: string
}

const STEP_MS = 700

export function createActor({ pane, before, given, mark }: ActorOptions): Actor {
  const { area, sum, assignment } = given
  const path = `area/${area}`
  const actor: Actor = {
    before,
    given,
    area: path,
    trouble: () => mark('trouble'),
    over: () => mark('over'),
    next: () => pane.next(),
    say: line => pane.say(line),
    spin: isOn => pane.spin(isOn),
    pause: ms => pause(ms),
    sh,
    ack: (plan = `${path}/total.txt`) =>
      sh(`czar report ack --task ${assignment} "Write three parts and the number ${sum} into ${path}/total.txt" --plan ${plan}`),
    progress: (done, text = `part ${done} is written`) =>
      sh(`czar report progress --task ${assignment} --done ${done} --total 3 "${text}"`),
    part: number => commit(`echo "part ${number} of ${area}" > ${path}/part-${number}.txt`, `feat: part ${number} of ${area}`),
    sum: () => commit(`echo ${sum} > ${path}/total.txt`, `feat: sum of ${area}`),
    async all() {
      for (const number of [1, 2, 3]) await actor.part(number)
      await actor.sum()
    },
    done: () => sh(`czar report done --task ${assignment} "${path} has three parts and ${sum}; checked with check.sh"`),
    async finish() {
      for (const number of [1, 2, 3]) {
        await pause(STEP_MS)
        if ((await sh(`git cat-file -e HEAD:${path}/part-${number}.txt`)).status === 0) continue
        await actor.part(number)
        await actor.progress(number)
      }
      await actor.sum()
      await actor.done()
    },
    async workHonestly() {
      await actor.ack()
      await actor.finish()
    },
  }
  return actor

  function commit(write: string, subject: string): Promise<Run> {
    return sh(`${write} && git add -A ${path} && git commit -qm "${subject}"`)
  }

  async function sh(line: string): Promise<Run> {
    pane.say(`$ ${line}`)
    const child = spawn('/bin/sh', ['-c', line], { stdio: ['ignore', 'pipe', 'pipe'] })
    const parts: Buffer[] = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => parts.push(part))
    const [status] = (await once(child, 'exit')) as [number | null]
    const output = Buffer.concat(parts).toString('utf8').trimEnd()
    for (const said of output === '' ? [] : output.split('\n').slice(-20)) pane.say(`  ${said}`)
    return { status, output }
  }
}
