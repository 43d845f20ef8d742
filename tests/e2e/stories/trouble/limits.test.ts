import { expect, test } from 'vitest'
import { aFleet } from '../../../support/a-fleet.ts'
import { until } from '../../../support/until.ts'

const LIMITED = `  - id: limited
    task: |
      Work.

      \`\`\`scripted
      - ack: "I read it all"
      - usage: { tokens: 900000, usd: 0.5, context: 0.4 }
      - limit: { kind: quota, text: "You have hit your limit", resets: 1s }
      - edit: { file: src/limited.txt, text: x }
      - commit: "work"
      - usage: { tokens: 100000, usd: 0.25, context: 0.5 }
      - done
      \`\`\`
`
const RICH = `  - id: rich
    account: another
    budget: { usd: 1 }
    task: |
      Work.

      \`\`\`scripted
      - ack: "I read it all"
      - edit: { file: src/rich.txt, text: "not committed" }
      - usage: { tokens: 2000000, usd: 1.5, context: 0.9 }
      - stall
      \`\`\`
`

test('a limited worker continues at the reset, one over its budget is ended with its work kept, and the status shows the usage', async () => {
  const fleet = await aFleet(`workers:\n${LIMITED}${RICH}`)
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 1)
  const kinds = fleet.events().filter(event => event.kind.startsWith('account.') || event.kind === 'agent.limited')
  expect(kinds.map(({ kind }) => kind)).toEqual(['agent.limited', 'account.probed', 'account.released'])
  expect(fleet.events().filter(({ kind }) => kind === 'agent.exited')).toEqual([])
  const view = await until(fleet.status, ({ czar }) => czar.state === 'finished')
  expect(view.workers['limited']?.usage).toEqual({ usd: 0.75, tokens: 1_000_000, context: 0.5, turns: 2, is_partial: false })
  expect(view.workers['rich']?.health).toBe('over')
  expect(view.usage).toEqual({ usd: 2.25, tokens: 3_000_000, turns: 3, is_partial: false })
  expect(view.attention.map(({ key }) => key)).toEqual(['over:rich'])
  const [rescue = ''] = fleet.git('for-each-ref', '--format=%(refname)', 'refs/czar/rescue/rich').split('\n')
  expect(fleet.git('show', `${rescue}:src/rich.txt`)).toBe('not committed')
})
