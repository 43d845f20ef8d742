import { test } from 'vitest'
import type { Capability } from './capabilities.ts'
import { realAgents } from './programs/all.ts'
import type { RealAgent } from './real-agent.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** What of an agent program a story proves. */
    proves?: readonly Capability[]
    /** What was seen of it. */
    saw?: Partial<Record<Capability, string>>
  }
}

export interface Teller {
  readonly agent: RealAgent
  /** How the czar knew of it: goes into the table. */
  readonly saw: (what: Capability, how: { readonly strength: string; readonly evidence: string }) => void
}

/** Told of the agent program whose project runs: the same story for all that do not lack it. */
export function story(proves: readonly Capability[], title: string, tell: (teller: Teller) => Promise<void>): void {
  const agent = theAgent()
  const [lacked] = proves.flatMap(each => agent.lacks[each] ?? [])
  test.skipIf(lacked !== undefined)(title, { meta: { proves } }, async ({ task }) => {
    const seen: Partial<Record<Capability, string>> = {}
    task.meta.saw = seen
    await tell({
      agent,
      saw: (what, { strength, evidence }) => {
        seen[what] = `${strength}: ${evidence}`
      },
    })
  })
}

/** The one that the run is about: see `vitest.config.ts`. */
export function theAgent(): RealAgent {
  const name = process.env['CZAR_TOLD_AGENT']
  const agent = realAgents.find(each => each.name === name)
  if (agent === undefined) throw new Error(`stories are told of one agent at a time, by npm run test:agents: ${name}`)
  return agent
}
