import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, type Fleet, honestly } from '../support/a-fleet.ts'

/**
 * This test really kills a czar at only some of the operations, because each kill takes seconds. nth-operation.test.ts simulates a kill at
 * every operation.
 */
const STRIDE = Number(process.env['CZAR_FAULTS_STRIDE'] ?? 7)
const PROGRAM = fileURLToPath(new URL('children/czar-to-kill.ts', import.meta.url))

const yaml = `policy: { restart: { backoff: 100ms..1s } }\nworkers:\n${['one', 'two']
  .map(id => aScriptedWorker(id, honestly(id), `    accept: ["cat src/${id}/work.txt"]\n${id === 'two' ? '    depends_on: [one]\n' : ''}`))
  .join('')}`

test('fault 1: kill -9 at an operation, with real agents in a real tmux, and another czar brings the fleet to the same end', async () => {
  let at = 1
  let kills = 0
  for (; ; at += STRIDE) {
    const fleet = await aFleet(yaml, { patienceMs: 60_000 })
    const ended = await superviseUntilKilled(fleet, at, kills % 2 === 0 ? 'killed-before' : 'killed-after')
    if (ended.signal === null) {
      console.log(`kill -9: ${kills} of ${ended.operations} operations, every ${STRIDE}th`)
      break
    }
    kills += 1
    expect(ended.signal).toBe('SIGKILL')
    if (!isFinished(fleet)) expect(await fleet.launch(), `operation ${at}`).toMatchObject({ code: 0 })
    await fleet.eventually('project.finished')
    expect(examine(fleet), `killed at operation ${at}`).toEqual({ verified: 2, submittedTwice: [], commits: ['1', '2'], raisedTwice: [] })
    await fleet.eventually('czar.stopped')
    expect(fleet.git('worktree', 'list'), `operation ${at}`).not.toContain('.proofs')
  }
  expect(kills).toBeGreaterThan(5)
})

interface Ended {
  readonly signal: NodeJS.Signals | null
  readonly operations: number
}

function superviseUntilKilled(fleet: Fleet, at: number, mishap: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const options = { env: fleet.env, cwd: fleet.directory, timeout: 60_000 }
    execFile(process.execPath, [PROGRAM, 'czar.yaml', String(at), mishap], options, (error, stdout, stderr) => {
      if (error !== null && error.signal == null) return reject(new Error(stderr))
      resolve({ signal: error?.signal ?? null, operations: Number(stdout) })
    })
  })
}

function isFinished(fleet: Fleet): boolean {
  return fleet.events().some(event => event.kind === 'czar.stopped')
}

function examine(fleet: Fleet) {
  const events = fleet.events()
  const submitted = events.flatMap(event =>
    event.kind === 'message.submitted' ? [`${event.worker} ${event.message} ${event.incarnation}`] : [],
  )
  const raised = events.flatMap(event => (event.kind === 'attention.raised' ? [event.key] : []))
  return {
    verified: events.findLast(event => event.kind === 'project.finished')?.verified,
    submittedTwice: submitted.filter((one, place) => submitted.indexOf(one) !== place),
    commits: ['one', 'two'].map(id => fleet.git('rev-list', '--count', '--no-merges', `main..feat/${id}`)),
    raisedTwice: raised.filter((one, place) => raised.indexOf(one) !== place),
  }
}
