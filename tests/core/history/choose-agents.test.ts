import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { playCareer } from '../../../simulation/learning/play-career.ts'
import { readPrompts } from '../../../src/adapters/prompts/read-prompts.ts'
import { type AgentExperience, chooseAgents, withExperience } from '../../../src/core/history/choose-agents.ts'
import type { Project } from '../../../src/core/model/project.ts'
import { aProject, aTaskText, aWorker } from '../../support/builders/a-project.ts'

const candidates = ['claude', 'codex'].map(agent => ({ agent, model: `${agent}-1`, account: agent }))
const workers = Array.from({ length: 20 }, (_, index) => aWorker(`w${index}`, { agent: 'claude', candidates }))

function knows(agent: string, right: number, claimed: number, over: Partial<AgentExperience> = {}): AgentExperience {
  return { agent, role: '', isHere: true, claimed, rightFirst: right, ...over }
}

function choose(experience: readonly AgentExperience[], over: Partial<Project> = {}, before: Project | null = null): readonly string[] {
  const isInstalled = (agent: string) => agent !== 'gone'
  return chooseAgents(aProject({ workers, ...over }), { experience, isInstalled, before }).workers.map(({ agent }) => agent)
}

function count(agents: readonly string[], wanted: string): number {
  return agents.filter(agent => agent === wanted).length
}

test('an agent without results is tried first, and each agent gets the same number of tries', () => {
  const few = workers.slice(0, 6)
  expect(choose([], { workers: few })).toEqual(['claude', 'codex', 'claude', 'codex', 'claude', 'codex'])
  expect(choose([knows('claude', 20, 20)], { workers: few }).slice(0, 3)).toEqual(['codex', 'codex', 'codex'])
})

test('the better agent gets most of the work, with its model and account', () => {
  const experience = [knows('claude', 10, 40), knows('codex', 36, 40)]
  expect(count(choose(experience), 'codex')).toBeGreaterThanOrEqual(19)
  const [worker] = chooseAgents(aProject({ workers }), { experience, isInstalled: () => true, before: null }).workers
  expect(worker).toMatchObject({ agent: 'codex', model: 'codex-1', account: 'codex', candidates })
})

test('an agent that failed a few times still gets a chance, and the same knowledge gives the same choice', () => {
  const experience = [knows('claude', 3, 6), knows('codex', 2, 6)]
  const chosen = choose(experience)
  expect(count(chosen, 'codex')).toBeGreaterThan(0)
  expect(count(chosen, 'claude')).toBeGreaterThan(count(chosen, 'codex'))
  expect(choose(experience)).toEqual(chosen)
})

test('results in the same role and repository outweigh more results elsewhere', () => {
  const testers = workers.map(worker => ({ ...worker, role: 'tester' }))
  const experience = [
    knows('claude', 28, 30, { role: 'tester' }),
    knows('claude', 10, 40, { isHere: false }),
    knows('codex', 10, 30, { role: 'tester' }),
    knows('codex', 38, 40, { isHere: false }),
  ]
  expect(count(choose(experience, { workers: testers }), 'claude')).toBeGreaterThanOrEqual(18)
})

test('a worker keeps its agent while its task is the same, even if the history has new results', () => {
  const before = aProject({ workers: workers.map(worker => ({ ...worker, agent: 'claude' })) })
  const experience = [knows('claude', 0, 50), knows('codex', 50, 50)]
  expect(count(choose(experience, {}, before), 'claude')).toBe(20)
  const rewritten = workers.map(worker => ({ ...worker, task: aTaskText('another task') }))
  expect(count(choose(experience, { workers: rewritten }, before), 'claude')).toBe(0)
})

test('a program that is not installed is not chosen; if none is, the file stays as it is', () => {
  const gone = { agent: 'gone', model: null, account: 'gone' }
  const some = [aWorker('one', { agent: 'gone', candidates: [gone, ...candidates] })]
  expect(choose([knows('gone', 50, 50)], { workers: some })).toEqual(['claude'])
  expect(choose([], { workers: [aWorker('one', { agent: 'gone', candidates: [gone] })] })).toEqual(['gone'])
  expect(choose([knows('codex', 50, 50)], { workers: [aWorker('one', { agent: 'claude' })] })).toEqual(['claude'])
})

test('a project knows the first claims of its own agents, from all repositories and roles', () => {
  const project = aProject({ workers: [aWorker('one', { agent: 'claude' })] })
  const experience = [knows('claude', 3, 5), knows('claude', 1, 2, { isHere: false, role: 'tester' }), knows('codex', 9, 9)]
  expect(withExperience(project, experience).experience).toEqual({ claude: { claimed: 7, rightFirst: 4 } })
  expect(withExperience(project, [])).toBe(project)
})

test('after five simulated runs at least a fifth more first claims are right, and nothing is lost if all agents are alike', async () => {
  const texts = await readPrompts(fileURLToPath(new URL('../../../prompts', import.meta.url)))
  const faults = { fails: 0.05, slow: 0, killsPerHour: 0, serverDeathsPerHour: 0 }
  const strong = { misreading: 0.1, faults: 0.3 }
  const medium = { misreading: 0.33, faults: 1 }
  const weak = { misreading: 0.7, faults: 3 }
  const shareOf = (agents: Parameters<typeof playCareer>[0]['agents'], choice: 'auto' | 'in_turn', careers: number) => {
    const sum = { claimed: 0, right: 0 }
    for (let career = 0; career < careers; career++) {
      // The last three of eight runs are counted, so that fewer careers are enough for a steady figure.
      for (const { claimed, right } of playCareer({ seed: `test-${career}`, sprints: 8, agents, faults, texts, choice }).slice(5)) {
        sum.claimed += claimed
        sum.right += right
      }
    }
    return sum.right / sum.claimed
  }
  const differ = { weak, medium, strong }
  expect(shareOf(differ, 'auto', 3) / shareOf(differ, 'in_turn', 3)).toBeGreaterThanOrEqual(1.2)
  const alike = { one: medium, other: medium, third: medium }
  expect(shareOf(alike, 'auto', 1) / shareOf(alike, 'in_turn', 1)).toBeGreaterThanOrEqual(0.98)
})
