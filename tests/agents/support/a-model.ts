import { onTestFinished } from 'vitest'
import type { Answer, Turn } from './model-answer.ts'
import type { AgentProgram } from './real-agent.ts'
import { type Model, startModel } from './start-model.ts'

/** A stand-in for the model, which ends with the test. */
export async function aModel(agent: AgentProgram, answer: (turn: Turn) => Answer | null): Promise<Model> {
  const model = await startModel(agent, answer)
  onTestFinished(model.stop)
  return model
}
