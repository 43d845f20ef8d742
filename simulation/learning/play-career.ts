import { type AgentExperience, chooseAgents } from '../../src/core/history/choose-agents.ts'
import { recordsOf } from '../../src/core/history/records-of.ts'
import type { Project } from '../../src/core/model/project.ts'
import type { PromptTexts } from '../../src/core/ports/prompts.ts'
import { runSprint } from '../run-sprint.ts'
import type { FaultRates } from '../world.ts'
import type { Strength } from './give-strengths.ts'

interface Career {
  readonly seed: string
  readonly sprints: number
  readonly agents: Readonly<Record<string, Strength>>
  readonly faults: FaultRates
  readonly texts: PromptTexts
  /** auto: the agents are chosen by their results so far. in_turn: each worker gets the next one of the list. */
  readonly choice: 'auto' | 'in_turn'
}

/** The first claims in one of the runs: how many there were, and how many were right. */
export interface FirstClaims {
  claimed: number
  right: number
}

/** Plays runs one after the other, with new tasks and the same agents. Returns for each run how many first claims were right. */
export function playCareer({ seed, sprints, agents, faults, texts, choice }: Career): readonly FirstClaims[] {
  const experience = new Map<string, { claimed: number; rightFirst: number }>()
  return Array.from({ length: sprints }, (_, number) => {
    const known: readonly AgentExperience[] = [...experience].map(([agent, sums]) => ({ agent, role: '', isHere: true, ...sums }))
    const choose = (project: Project) => chooseAgents(project, { experience: known, isInstalled: () => true, before: null })
    const mix = { workers: 6, bonus: 0, misreading: 0, troubled: 0, agents, ...(choice === 'auto' ? { choose } : {}) }
    const { state } = runSprint({ seed: `${seed}-${number}`, mix, faults, texts })
    const sum = { claimed: 0, right: 0 }
    for (const { agent, rightFirst } of recordsOf(state)) {
      if (rightFirst === null) continue
      const one = experience.get(agent) ?? { claimed: 0, rightFirst: 0 }
      experience.set(agent, { claimed: one.claimed + 1, rightFirst: one.rightFirst + Number(rightFirst) })
      sum.claimed++
      sum.right += Number(rightFirst)
    }
    return sum
  })
}
