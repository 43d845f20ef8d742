import { expect, test } from 'vitest'
import { readProcess } from '../../../../src/adapters/processes/process-table.ts'
import { until } from '../../../support/until.ts'
import { startFleet } from '../support/fleet.ts'

const SPIN = 'while :; do :; done'

/** Programs, named by what they do, and whether their children use the processor. */
const programs: readonly [name: string, script: string, busy: boolean][] = [
  ['rests', 'exec sleep 60', false],
  ['waits-for-a-child', 'sleep 60; :', false],
  ['spins-itself', SPIN, false],
  ['launches-what-spins', `sh -c '${SPIN}'; :`, false],
  ['launches-what-has-a-child-that-works', `sh -c "sleep 4; sh -c '${SPIN}'; :"; :`, true],
  ['has-a-child-that-works', `sleep 4; sh -c '${SPIN}'; :`, true],
  ['has-a-child-of-its-own-session', `setsid sh -c '${SPIN}'; :`, true],
  ['starts-one-after-the-other', 'while :; do sleep 0.05; done', true],
]

test('child processes of an agent are busy or at rest, whatever the agent itself does, and for a foreign process this is unknown', async () => {
  const fleet = await startFleet()
  const sessions = await Promise.all(programs.map(([name, script]) => fleet.create(name, ['sh', '-c', script])))
  const asked = sessions.map(({ pid }) => ({ pid, born: readProcess(pid)?.born ?? null }))
  // On a busy machine a working child may get no processor time during one look, so the test looks again.
  for (const [index, [name, , busy]] of programs.entries()) {
    const look = () => fleet.tmux.childrenBusy(asked[index] ?? { pid: 0, born: null })
    if (busy) await until(look)
    else expect(await look(), name).toBe(false)
  }
  const [first] = asked
  expect(await fleet.tmux.childrenBusy({ pid: first?.pid ?? 0, born: 'another time' }), 'its number was taken by another').toBeNull()
  expect(await fleet.tmux.childrenBusy({ pid: 2 ** 22, born: null }), 'gone').toBeNull()
})
