import type { AgentsPort } from '../../../src/core/ports/agents-port.ts'
import type { MadeUpServer } from './made-up-terminal.ts'

/** The agents' own signals, as one czar receives them. The signals survive that czar. */
export function madeUpAgents(server: Pick<MadeUpServer, 'agents' | 'onAgent'>): AgentsPort {
  return {
    prepare: async () => ({ argv: ['agent'], env: {} }),
    async watch({ worker, incarnation }, listener) {
      const name = `${worker}#${incarnation}`
      let forget = () => {}
      const follow = () => {
        const agent = server.agents.get(name)
        for (const observation of agent?.observations ?? []) listener(observation)
        forget = agent?.listen(listener) ?? (() => {})
      }
      // The czar opens a watch before it starts the program.
      const forgetStart = server.onAgent(name, follow)
      follow()
      return {
        seen: () => server.agents.get(name)?.observations ?? [],
        refresh: async () => {},
        async close() {
          forgetStart()
          forget()
        },
      }
    },
    readScreen: (_profile, { text }) => ({
      ready: true,
      busy: false,
      dialog: null,
      composer: text === '> ' ? 'empty' : 'draft',
      question: null,
      draftChars: text === '> ' ? null : text.length - 2,
      retrying: null,
    }),
    asTaken: (_profile, text) => text,
    findHindrances: async () => [],
    readVersion: async () => null,
  }
}
