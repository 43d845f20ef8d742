import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, type Fleet, honestly } from '../../../support/a-fleet.ts'
import { until } from '../../../support/until.ts'

/** A worker whose attempts each run a script of their own. The script has the name of the attempt. */
function attempts(settle: string, rest = ''): string {
  const steps = ['ack: "Write src/api/work.txt and commit it"', 'run: "sh ../../../$CZAR_WORKER.sh"', 'done: "it is there"']
  return aScriptedWorker('api', steps, `    attempts: { count: 3, settle: ${settle} }\n    accept: ["test -s src/api/work.txt"]\n${rest}`)
}

const COMMIT = 'git add -A && git commit -qm "the work"'

/** Writes what each attempt does in its worktree. `lines` is how many lines its file gets. */
function script(fleet: Fleet, id: string, text: string): void {
  writeFileSync(join(fleet.directory, `${id}.sh`), `set -e\nmkdir -p src/api\n${text}\n`)
}

const work = (lines: number) => `seq ${lines} > src/api/work.txt\n${COMMIT}`
const refsOf = ({ git }: Fleet, prefix: string) => git('for-each-ref', '--format=%(refname)', prefix).split('\n').filter(Boolean)
const filesOf = ({ git }: Fleet, commit: string) => git('ls-tree', '-r', '--name-only', commit).split('\n')

interface Compared {
  readonly winner: string | null
  readonly attempts: readonly {
    task: string
    outcome: string
    why: string
    ref: string | null
    diff: string | null
    added: number | null
  }[]
}

async function compared(fleet: Fleet, task = 'api'): Promise<Compared> {
  const { stdout, stderr } = await fleet.run('compare', task, '--json')
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

const docs = aScriptedWorker('docs', honestly('docs'), '    depends_on: [api]\n')

test('with "settle: first" the first proven attempt lands alone; the others end, and git refs keep their commits and uncommitted files', async () => {
  const fleet = await aFleet(`workers:\n${attempts('first')}${docs}`)
  const go = join(fleet.directory, 'go')
  script(fleet, 'api-2', `until test -e ${go}; do sleep 0.1; done\n${work(5)}`)
  script(fleet, 'api', `${work(9)}\ntouch ${go}\necho unfinished > src/api/draft.txt\nsleep 300`)
  script(fleet, 'api-3', 'sleep 300')
  await fleet.launch()
  const settled = await fleet.eventually('attempts.settled')
  expect(settled).toMatchObject({ task: 'api', winner: 'api-2', settle: 'first' })
  const finished = await fleet.eventually('project.finished')
  expect(finished).toMatchObject({ verified: 2, failed: 0 })

  expect(fleet.git('show', 'omnibus/fleet:src/api/work.txt').split('\n')).toHaveLength(5)
  expect(fleet.git('show', 'feat/docs:src/api/work.txt').split('\n')).toHaveLength(5)
  expect(refsOf(fleet, 'refs/czar/attempts/')).toEqual(['refs/czar/attempts/fleet/api/1'])
  expect(fleet.git('show', 'refs/czar/attempts/fleet/api/1:src/api/work.txt').split('\n')).toHaveLength(9)
  const [rescued = ''] = refsOf(fleet, 'refs/czar/rescue/api/')
  expect(filesOf(fleet, rescued)).toContain('src/api/draft.txt')
  const ended = fleet.events().flatMap(event => (event.kind === 'agent.ended' ? [event.worker] : []))
  expect(ended).toEqual(expect.arrayContaining(['api', 'api-3']))

  const { winner, attempts: all } = await compared(fleet, 'api-3')
  expect(winner).toBe('api-2')
  expect(all.map(({ outcome, why }) => [outcome, why])).toEqual([
    ['lost', 'was not proven yet'],
    ['won', 'api-2 is the first attempt at api that is proven'],
    ['lost', 'was not proven yet'],
  ])
  expect(fleet.status().counts).toMatchObject({ wanted: 2, verified: 2, dropped: 0 })
  expect((await fleet.run('status')).stdout).toContain('2 of 2 tasks verified')
  expect((await fleet.run('why', 'api-3')).stdout).toContain('attempt 3 of api: lost to api-2')
  const clean = await fleet.run('clean', '-p', 'fleet', '--discard')
  expect(clean.stderr).toBe('')
  expect(fleet.git('show', 'refs/czar/attempts/fleet/api/1:src/api/work.txt').split('\n')).toHaveLength(9)
})

test('with "settle: best" the smallest of the proven attempts wins, also if the czar is killed while the attempts wait', async () => {
  const fleet = await aFleet(`workers:\n${attempts('best')}${docs}`)
  const go = join(fleet.directory, 'go')
  script(fleet, 'api', `echo more > src/api/more.txt\n${work(2)}`)
  script(fleet, 'api-2', work(30))
  script(fleet, 'api-3', `until test -e ${go}; do sleep 0.1; done\n${work(12)}`)
  await fleet.launch()
  await until(fleet.status, ({ tasks }) => tasks.filter(({ state }) => state === 'candidate').length === 2)
  expect(fleet.status()).toMatchObject({ counts: { wanted: 2, verified: 0 }, workers: { docs: { worktree: null } } })
  expect(await compared(fleet)).toMatchObject({ winner: null, attempts: [{ outcome: 'open' }, { outcome: 'open' }, { outcome: 'open' }] })
  fleet.killCzar()
  writeFileSync(go, '')
  expect((await fleet.launch()).code).toBe(0)
  await fleet.eventually('project.finished', ({ verified }) => verified === 2)

  const settled = fleet.events().filter(({ kind }) => kind === 'attempts.settled')
  expect(settled).toMatchObject([{ winner: 'api-3', settle: 'best' }])
  const { attempts: all } = await compared(fleet)
  expect(all).toMatchObject([
    { task: 'api', outcome: 'lost', added: 3, ref: 'refs/czar/attempts/fleet/api/1' },
    { task: 'api-2', outcome: 'lost', added: 30, why: 'changes 30 lines, and api-3 changes 12 lines' },
    { task: 'api-3', outcome: 'won', added: 12, ref: null },
  ])
  expect(all[0]?.why).toContain('changes 1 file that another attempt left unchanged')
  const diff = all[1]?.diff?.split(' ').slice(3) ?? []
  expect(fleet.git(...diff).match(/^\+\d+$/gm)).toHaveLength(30)
  expect(filesOf(fleet, 'omnibus/fleet')).toEqual(['README.md', 'src/api/work.txt', 'src/docs/work.txt'])
})

test('an attempt that its gates reject and an attempt whose agent dies leave the task to the third', async () => {
  const policy = 'policy: { verify: { attempts: 1 }, restart: { max: 1, backoff: 10ms..20ms } }'
  const dying = 'agents:\n  dying: { extends: command, command: [sh, -c, "exit 3"] }'
  const tried = attempts('best').replace('count: 3,', 'count: 3, agents: [scripted, dying, scripted],')
  const fleet = await aFleet(`${dying}\n${policy}\nworkers:\n${tried}${docs}`)
  script(fleet, 'api', `touch src/api/work.txt\n${COMMIT}`)
  script(fleet, 'api-3', work(3))
  await fleet.launch()
  await fleet.eventually('project.finished', ({ verified, failed }) => verified === 2 && failed === 0)
  const { attempts: all } = await compared(fleet)
  expect(all.map(({ outcome }) => outcome)).toEqual(['lost', 'lost', 'won'])
  expect(all[0]?.why).toMatch(/^failed: rejected 1 time/)
  expect(all[1]?.why).toMatch(/^failed: its agent ended/)
  expect(all[2]?.why).toBe('api-3 is the only attempt at api that is proven')
})
