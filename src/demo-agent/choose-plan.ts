import type { AssignmentMemory } from './memory.ts'
import type { Message } from './message.ts'
import { readSteps, type Step } from './steps.ts'

/** The steps that a message starts, the step to begin with, and the name under which the progress is stored. */
export interface Plan {
  readonly name: string
  readonly steps: readonly Step[]
  readonly from: number
  /** Steps that run first and are not counted as progress. For example, a task that is sent again is acknowledged again. */
  readonly first: readonly Step[]
}

/** After a message of one of these kinds, the agent goes on with its task, unless the message has a block of steps of its own. */
const GO_ON = ['rework', 'nudge', 'restate', 'unblock', 'go_on', 'tell', 'letter']

/**
 * Chooses the steps for a message. A block `scripted <kind>` is for messages of that kind, and `scripted again` is for a task that is sent
 * again.
 */
export async function choosePlan(message: Message, memory: AssignmentMemory): Promise<Plan | null> {
  const own = message.kind === 'brief' ? undefined : (message.blocks[message.kind] ?? message.blocks[''])
  if (own !== undefined) return plan(message, { memory, name: `${message.kind} ${message.id ?? ''}`, yaml: own })
  const isAgain = message.kind === 'brief' && memory.briefs > 1
  const named = memory.blocks[isAgain ? 'again' : message.kind]
  if (named !== undefined) return plan(message, { memory, name: isAgain ? 'again' : message.kind, yaml: named })
  if (message.kind !== 'brief' && !GO_ON.includes(message.kind)) return null
  const brief = memory.blocks['']
  if (brief === undefined) return withoutSteps(message)
  return goOn({ memory, yaml: brief, acknowledges: isAgain || message.kind === 'restate' })
}

/** Returns the steps of a message and where to begin: at the first step, or where the worker stopped if the same message comes again. */
async function plan(message: Message, { memory, name, yaml }: { memory: AssignmentMemory; name: string; yaml: string }): Promise<Plan> {
  const place = memory.plans[name]
  const isSame = place !== undefined && place.message === message.id
  return { name, steps: await readSteps(yaml), from: isSame ? place.next : 0, first: [] }
}

async function goOn({ memory, yaml, acknowledges }: { memory: AssignmentMemory; yaml: string; acknowledges: boolean }): Promise<Plan> {
  const steps = await readSteps(yaml)
  const from = memory.plans['brief']?.next ?? 0
  return { name: 'brief', steps, from, first: acknowledges ? steps.slice(0, from).filter(step => step.name === 'ack') : [] }
}

function withoutSteps(message: Message): Plan | null {
  if (message.kind !== 'brief') return null
  const ack: Step = { name: 'ack', value: 'I was given no steps, so there is nothing to do.', always: false, onlyIncarnation: null }
  return { name: 'brief', steps: [ack], from: 0, first: [] }
}
