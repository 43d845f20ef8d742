import { choosePlan } from './choose-plan.ts'
import { type AssignmentMemory, recall, remember } from './memory.ts'
import { type Message, readMessage } from './message.ts'
import type { StepHands } from './perform-step.ts'
import { runPlan } from './run-plan.ts'
import type { Settings } from './settings.ts'

/** Works on one text: parses it, chooses the steps, performs them, and stores the progress, so that it can go on after a crash. */
export async function workOnMessage(text: string, settings: Settings, hands: Omit<StepHands, 'assignment'>): Promise<void> {
  const message = readMessage(text)
  const key = message.assignment ?? 'typed'
  let memory = withBrief(message, recall(settings.memory, key))
  const plan = await choosePlan(message, memory)
  const keep = (changed: AssignmentMemory): void => {
    memory = changed
    remember(settings.memory, key, memory)
  }
  keep(memory)
  if (plan === null) return hands.show('Understood.')
  await runPlan({
    plan,
    incarnation: settings.incarnation,
    hands: { ...hands, assignment: message.assignment },
    keepPlace: next => keep({ ...memory, plans: { ...memory.plans, [plan.name]: { next, message: message.id } } }),
  })
  hands.show('Nothing more to do.')
}

function withBrief(message: Message, memory: AssignmentMemory): AssignmentMemory {
  if (message.kind !== 'brief') return memory
  return { ...memory, briefs: memory.briefs + 1, blocks: message.blocks }
}
