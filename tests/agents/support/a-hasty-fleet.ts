import { expect } from 'vitest'
import { aRealFleet, aRealWorker, type RealFleet } from './a-real-fleet.ts'
import { fleetStory } from './fleet-story.ts'
import { claim, honestSteps } from './honest-steps.ts'
import type { Answer } from './model-answer.ts'
import type { AgentProgram } from './real-agent.ts'

interface HastyFleet {
  readonly policy: string
  /** The answer with which the agent ends its first turn. */
  readonly end?: Answer
}

/**
 * A worker of this agent claims first and works later. So the second text meets an input box after the agent has stopped working. Returns
 * the fleet when the work is proven, after several texts and without a person's help.
 */
export async function aHastyFleet(agent: AgentProgram, { policy, end = { say: 'Done.' } }: HastyFleet): Promise<RealFleet> {
  const fleet = await aRealFleet(agent, {
    workers: aRealWorker(agent, 'hasty'),
    policy,
    answer: turn => {
      const [acknowledged, ...work] = honestSteps(turn)
      const steps = turn.kind === 'brief' ? [acknowledged, claim(turn), end] : work
      return steps[turn.step] ?? null
    },
  })
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleetStory(fleet, 'attention.raised').map(({ text }) => text)).toEqual([])
  expect(new Set(fleetStory(fleet, 'message.submitted').map(({ message }) => message)).size).toBeGreaterThan(1)
  return fleet
}
