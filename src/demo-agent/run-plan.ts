import type { Plan } from './choose-plan.ts'
import { COUNTS_AT_START, ENDS_TURN, performStep, type StepHands } from './perform-step.ts'

export interface PlanRun {
  readonly plan: Plan
  readonly incarnation: number
  readonly hands: StepHands
  /** Stores the index of the next step. */
  readonly keepPlace: (next: number) => void
}

/** Performs the steps one after the other, until one of them makes the agent wait for the next text. */
export async function runPlan({ plan, incarnation, hands, keepPlace }: PlanRun): Promise<void> {
  for (const step of plan.first) await performStep(step, hands)
  for (let at = plan.from; at < plan.steps.length && !hands.signal.aborted; at++) {
    const step = plan.steps[at]
    if (step === undefined) return
    const isMeant = step.onlyIncarnation === null || step.onlyIncarnation === incarnation
    const staysHere = isMeant && step.always
    if (isMeant) {
      if (COUNTS_AT_START.has(step.name) && !staysHere) keepPlace(at + 1)
      await performStep(step, hands)
    }
    if (!staysHere) keepPlace(at + 1)
    if (isMeant && ENDS_TURN.has(step.name)) return
  }
}
