import { expect, test } from 'vitest'
import type { Journaled } from '../../../../src/core/events/event.ts'
import type { ProjectMetrics } from '../../../../src/ui/web/wire.ts'
import { fakeDoor } from '../../../api/fake-door.ts'
import { aView } from '../../../support/builders/a-view.ts'
import { openWeb } from './support/open-web.ts'

const usage = (seq: number, usd: number) =>
  ({
    kind: 'agent.usage',
    worker: 'api',
    incarnation: 1,
    session: 's1',
    tokens: { input: 1, output: 1, cacheRead: 0, cacheWrite: 0 },
    usd,
    contextTokens: null,
    context: null,
    seq,
    at: seq,
  }) as const

test('figures of a project that was cleaned and launched again hold nothing of its former journal', async () => {
  let journal: readonly Journaled[] = [usage(1, 1), usage(2, 5)] as unknown as readonly Journaled[]
  const web = await openWeb(
    {},
    {
      ...fakeDoor(),
      view: () => aView({ seq: journal.length }),
      eventsAfter: (after, limit) => journal.slice(after, after + limit),
    },
  )
  const cost = async () => {
    const { text } = await web.ask('/api/projects/gateway/metrics', { headers: { cookie: web.cookie } })
    return (JSON.parse(text) as ProjectMetrics).hours.reduce((sum, { usd }) => sum + usd, 0)
  }
  expect(await cost()).toBe(5)
  journal = [usage(1, 2)] as unknown as readonly Journaled[]
  expect(await cost()).toBe(2)
})
