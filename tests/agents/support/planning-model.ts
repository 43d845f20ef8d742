import { onTestFinished } from 'vitest'
import type { ToolCall } from './model-answer.ts'
import { type PlanningModel, startPlanningModel } from './start-planning-model.ts'

/** A stand-in for the model that plans, which ends with the test. The tool calls would change files. */
export async function aPlanningModel(calls: readonly ToolCall[], answer: (prompt: string) => string): Promise<PlanningModel> {
  const model = await startPlanningModel(calls, answer)
  onTestFinished(model.stop)
  return model
}
