import { test } from 'vitest'
import type { Capability } from './capabilities.ts'
import { realAgents } from './programs/all.ts'
import type { RealAgent } from './real-agent.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** The capabilities of the agent program that a story proves. */
    proves?: readonly Capability[]
    /** The evidence that the story saw for each capability. */
    saw?: Partial<Record<Capability, string>>
  }
}

export interface Teller {
  readonly agent: RealAgent
  /** Records how the czar noticed something. The table shows this. */
  readonly saw: (what: Capability, how: { readonly strength: string; readonly evidence: string }) => void
}

/**
 * Defines a test that runs with the agent program of the current Vitest project. All programs run the same test, unless they lack the
 * capability that it is about.
 */
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

/** The agent program that this run tests: see `vitest.config.ts`. */
export function theAgent(): RealAgent {
  const name = process.env['CZAR_TOLD_AGENT']
  const agent = realAgents.find(each => each.name === name)
  if (agent === undefined) throw new Error(`stories are told of one agent at a time, by npm run test:agents: ${name}`)
  return agent
}
