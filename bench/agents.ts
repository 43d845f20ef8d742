/**
 * Delivers texts to real agent programs that talk to a stand-in for the model: `npm run bench -- agents [name…]`. Each program gets fifty
 * texts: ten for each of five workers, one worker after the other. The bench counts the texts that the program confirmed and the texts that
 * reached the stand-in. It measures how long a task of 100 lines takes until it is confirmed, and how late the journal learns that the
 * agent has finished its work on a text. The exit code is 1 if a text is missing, came twice or arrived changed.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Journaled } from '../src/core/events/event.ts'
import { acknowledge, claim, commit, honestSteps, write } from '../tests/agents/support/honest-steps.ts'
import type { Answer, Turn } from '../tests/agents/support/model-answer.ts'
import { realAgents } from '../tests/agents/support/programs/all.ts'
import type { RealAgent } from '../tests/agents/support/real-agent.ts'
import { type AgentFleet, launchAgentFleet } from './support/agent-fleet.ts'

const WORKERS = Number(process.env['WORKERS'] ?? 5)
/** The number of texts for each worker, with its task. With 1, every text meets a fresh session. */
const TEXTS = Number(process.env['TEXTS'] ?? 10)
/** More keys of the agent profile, such as `PROFILE="settle: 300ms; enter_delay: 300ms"`. */
const PROFILE = process.env['PROFILE']

const CLOCKS_APART_MS = 2

const names = process.argv.slice(2)
let isWhole = true
for (const agent of realAgents) {
  if (names.length > 0 && !names.includes(agent.name)) continue
  isWhole = (await measure(agent)) && isWhole
}
process.exitCode = isWhole ? 0 : 1

async function measure(agent: RealAgent): Promise<boolean> {
  const fleet = await launchAgentFleet(agent, {
    project: `concurrency: 1\npolicy: { idle_after: 1d, stuck_after: 1d }\nworkers:\n${workers()
      .map(id => project(agent, id))
      .join('')}`,
    profile: (PROFILE?.split(';') ?? []).map(line => `    ${line.trim()}\n`).join(''),
    answer: answers(),
  })
  try {
    for (const worker of workers()) await tellAll(fleet, worker)
    await fleet.eventually('project.finished', ({ verified }) => verified === WORKERS)
    return report(agent, fleet)
  } finally {
    await fleet.end()
  }
}

function workers(): readonly string[] {
  return Array.from({ length: WORKERS }, (_, index) => `w${index}`)
}

function project(agent: RealAgent, id: string): string {
  const lines = Array.from(
    { length: 100 },
    (_, line) => `      Line ${line} of the task of ${id}, as long as such lines are in most tasks.\n`,
  )
  return `  - id: ${id}\n    agent: ${agent.name}\n    owns: ["src/${id}/**"]\n    accept: ["test -s src/${id}/work.txt"]\n    task: |\n${lines.join('')}`
}

/** The agent waits after its first text and after each further text except the last, which it treats as its task. */
function answers(): (turn: Turn) => Answer | null {
  const told = new Map<string, Set<string>>()
  return turn => {
    if (TEXTS === 1) return honestSteps(turn)[turn.step] ?? null
    if (turn.kind === 'brief') return [acknowledge(turn), { say: 'Waiting.' }][turn.step] ?? null
    // Skips czar's own text about the acknowledgement, which is not part of the measurement.
    if (turn.kind !== 'tell') return { say: 'Noted.' }
    const messages = told.get(turn.worker) ?? new Set()
    told.set(turn.worker, messages.add(turn.message))
    if (messages.size < TEXTS - 1) return { say: 'Noted.' }
    return [write(turn), commit(turn), claim(turn), { say: 'Done.' }][turn.step] ?? null
  }
}

async function tellAll(fleet: AgentFleet, worker: string): Promise<void> {
  if (TEXTS === 1) return
  await fleet.eventually('agent.turn', event => event.worker === worker && event.turn === 'idle')
  for (let number = 1; number < TEXTS; number++) {
    const before = fleet.events().at(-1)?.seq ?? 0
    await fleet.czar(['tell', worker, '-'], text(number))
    await fleet.eventually('message.submitted', event => event.worker === worker && event.seq > before)
    if (number < TEXTS - 1)
      await fleet.eventually('agent.turn', event => event.worker === worker && event.turn === 'idle' && event.seq > before)
  }
}

/** Short texts, long texts, and texts that programs might take for commands, files or keys. */
function text(number: number): string {
  const kinds = [
    `Note ${number}.`,
    `${`Line of note ${number}\n`.repeat(100)}end`,
    `/help ${number}\n!ls\n@README.md\n# title`,
    `\ttabs\t${number}\n  blanks  \n🚀 ünïcode └── end`,
    `One long line of ${number}: ${'word '.repeat(1000)}end`,
  ]
  return kinds[number % kinds.length] ?? ''
}

function report(agent: RealAgent, { events, model, projectDir }: AgentFleet): boolean {
  const journal = events()
  const of = <Kind extends Journaled['kind']>(kind: Kind) =>
    journal.filter((event): event is Extract<Journaled, { kind: Kind }> => event.kind === kind)
  const queued = of('message.queued').flatMap(({ message, messageKind }) =>
    messageKind === 'brief' || messageKind === 'tell' ? [message] : [],
  )
  const receipts = of('message.submitted').filter(({ message }) => queued.includes(message))
  const texts = new Map(
    queued.map(message => [
      message,
      model
        .requests()
        .findLast(request => request.some(isOf(message)))
        ?.filter(isOf(message)) ?? [],
    ]),
  )
  const asSent = queued.filter(message => texts.get(message)?.[0] === agent.texts.sent(kept(projectDir, message)))
  const twice = queued.filter(
    message => (texts.get(message)?.length ?? 0) > 1 || receipts.filter(each => each.message === message).length > 1,
  )
  const enters = receipts.filter(each => each.enters > 1).length
  console.log(
    `${agent.title} ${agent.version}: ${queued.length} deliveries, ${receipts.length} receipts, ${twice.length} twice, ${asSent.length} byte for byte, ${enters} with more than one Enter`,
  )

  const missing = queued.filter(message => !asSent.includes(message) || !receipts.some(each => each.message === message))
  if (missing.length > 0) console.log(`  not as sent: ${missing.join(', ')}`)

  const briefs = of('agent.ready').map(ready => {
    const pasted = of('message.pasted').find(each => each.worker === ready.worker)
    const submitted = receipts.find(each => each.worker === ready.worker)
    const journalled = sinceSignal(projectDir, ready.worker, submitted?.at ?? 0)
    return {
      paste: (pasted?.at ?? 0) - ready.at,
      submit: (submitted?.at ?? 0) - journalled - (pasted?.at ?? 0),
      receipt: journalled,
      all: (submitted?.at ?? 0) - ready.at,
    }
  })
  print(
    'ready → receipt of 100 lines, ms',
    briefs.map(({ all }) => all),
  )
  print(
    '  of that ready → pasted',
    briefs.map(({ paste }) => paste),
  )
  print(
    '  pasted → the program says it took it',
    briefs.map(({ submit }) => submit),
  )
  print(
    '  said → in the journal',
    briefs.map(({ receipt }) => receipt),
  )

  const ends = of('agent.turn').filter(({ turn }) => turn === 'idle')
  const answered = model.answered()
  print(
    'last answer → end of the turn in the journal, ms',
    ends.map(end => end.at - Math.max(0, ...answered.map(({ at }) => at).filter(at => at <= end.at))),
  )
  // Only ends that a hook reported are counted. If czar reads Codex's session file before the hook reports, no signal gives the time of the
  // record.
  const hooked = ends.filter(({ evidence }) => /^(?:hook|event)/.test(evidence))
  print(
    '  of that hook → in the journal',
    hooked.map(end => sinceSignal(projectDir, end.worker, end.at)),
  )
  return receipts.length === WORKERS * TEXTS && twice.length === 0 && asSent.length === queued.length
}

function isOf(message: string): (text: string) => boolean {
  return text => text.startsWith(`[czar ${message} ·`)
}

function kept(projectDir: string, message: string): string {
  const file = join(projectDir, 'texts', `${message}.txt`)
  return existsSync(file) ? readFileSync(file, 'utf8') : 'never rendered'
}

/**
 * How many ms before that moment the program wrote its latest signal. The program's clock stamps the signal, and may be a millisecond
 * ahead.
 */
function sinceSignal(projectDir: string, worker: string, moment: number): number {
  const names = readdirSync(join(projectDir, 'agents', worker, '1', 'signals')).filter(name => /^\d{19}-/.test(name))
  const times = names.map(name => Number(BigInt(name.slice(0, 19)) / 1_000_000n))
  return Math.max(0, moment - Math.max(...times.filter(at => at <= moment + CLOCKS_APART_MS)))
}

function print(what: string, values: readonly number[]): void {
  const sorted = [...values].sort((left, right) => left - right)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  console.log(`  ${what.padEnd(52)} median ${at(0.5)}, p95 ${at(0.95)}, worst ${sorted.at(-1)} of ${sorted.length}`)
}
