import { type PlanAnswer, planAnswerSchema, planProblems } from '../../config/schema/plan-schema.ts'
import type { FleetPlan } from '../../core/plan/fleet-plan.ts'
import { parseJson } from '../../core/text/parse-json.ts'
import { plainText } from '../../core/text/plain-text.ts'

export type ReadAnswer = { readonly plan: FleetPlan } | { readonly problems: readonly string[] }

const MOST_PROBLEMS = 40

/** Reads the answer of a planning agent. Everything that the schema does not allow is reported as a problem. */
export function readAnswer(text: string, roles: readonly string[]): ReadAnswer {
  const json = findJson(text)
  if (json === undefined) return { problems: ['the answer holds no JSON object; answer with the object alone'] }
  const read = planAnswerSchema.safeParse(json)
  if (!read.success) return { problems: planProblems(read.error).slice(0, MOST_PROBLEMS) }
  const unknown = read.data.tasks.flatMap(({ id, role }) =>
    role === undefined || roles.includes(role)
      ? []
      : [`task ${id}: there is no role ${plainText(role, 60)}; there are: ${roles.join(', ')}`],
  )
  return unknown.length > 0 ? { problems: unknown } : { plan: planOf(read.data) }
}

/** The object in an answer: the whole text, the last block of code that is an object, or what stands between the outer braces. */
function findJson(text: string): unknown {
  const blocks = [...text.matchAll(/```(?:json)?\s*\n([\s\S]*?)\n\s*```/g)].map(([, block = '']) => block).reverse()
  const outer = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)
  return [text, ...blocks, outer].map(parseJson).find(value => typeof value === 'object' && value !== null && !Array.isArray(value))
}

function planOf({ tasks, setup, unsure }: PlanAnswer): FleetPlan {
  const planned = tasks.map(({ id, title, text, depends_on: dependsOn, owns, accept, role, bonus }) => ({
    id,
    title: plainText(title, 120),
    text: `${plainText(text.trim(), 100_000, { lines: true })}\n`,
    dependsOn,
    owns,
    accept: accept.map(plainCommand),
    role: role ?? null,
    as: bonus ? ('bonus' as const) : ('worker' as const),
  }))
  const open = planned.flatMap(({ id, accept, owns }) => [
    ...(accept.length === 0 ? [{ task: id, line: null, text: 'no command proves its work' }] : []),
    ...(owns.length === 0 ? [{ task: id, line: null, text: 'no territory: it may change every file that no other task owns' }] : []),
  ])
  const said = unsure.map(text => ({ task: null, line: null, text: plainText(text, 400) }))
  return { tasks: planned, setup: setup.map(plainCommand), unsure: [...said, ...open] }
}

function plainCommand(command: string): string {
  return plainText(command, 4_000, { lines: true })
}
