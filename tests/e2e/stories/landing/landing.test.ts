import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, type Fleet } from '../../../support/a-fleet.ts'
import { until } from '../../../support/until.ts'
import { aWorkerOf } from '../../support/a-worker-of.ts'

const line = (id: string, word: string) => ({
  accept: `grep -q ${word} src/list.txt`,
  steps: [
    `ack: "Write ${word} into src/list.txt"`,
    `run: "sed -i 's/^c$/${word}/' src/list.txt"`,
    `commit: "${id}"`,
    'done: "it is there"',
  ],
})

const file = (id: string, name: string) => ({
  accept: `grep -q same src/${name}`,
  steps: [`ack: "Write src/${name}"`, `edit: { file: src/${name}, text: "same\\n" }`, `commit: "${id}"`, 'done: "it is there"'],
})

const merge = (then: string, message: string) => [
  `run: "git merge -q omnibus/fleet; ${then}; git add -A; git commit -qm '${message}'"`,
  'done: "both are there"',
]
const bothLines = merge(String.raw`printf 'a\\nb\\nLEFT\\nRIGHT\\nd\\n' > src/list.txt`, 'both lines')
const newName = merge('cp src/config src/expected', 'expect the new name')

/** Six workers. One of left and right is sent back, and one of rename and user. In both cases it is the one that is proven later. */
const SIX = [
  aWorkerOf('fine', file('fine', 'fine.txt')),
  aWorkerOf('twin', file('twin', 'fine.txt')),
  aWorkerOf('left', { ...line('left', 'LEFT'), rework: bothLines }),
  aWorkerOf('right', { ...line('right', 'RIGHT'), rework: bothLines }),
  aWorkerOf('rename', {
    accept: 'grep -q name=new src/config',
    steps: ['ack: "src/config gets the new name"', 'run: "sed -i s/old/new/ src/config"', 'commit: "rename"', 'done: "it is new"'],
    rework: newName,
  }),
  aWorkerOf('user', {
    accept: 'cmp src/config src/expected',
    steps: ['ack: "src/expected is like src/config"', 'run: "cp src/config src/expected"', 'commit: "user"', 'done: "they agree"'],
    rework: newName,
  }),
]

/** A repository with a list and a config, both of which several workers change. */
async function aSprint(workers: readonly string[], policy = ''): Promise<Fleet> {
  const fleet = await aFleet(`policy: { idle_after: 20s, ${policy} }\nworkers:\n${workers.join('')}`)
  mkdirSync(join(fleet.repository, 'src'), { recursive: true })
  writeFileSync(join(fleet.repository, 'src', 'list.txt'), 'a\nb\nc\nd\n')
  writeFileSync(join(fleet.repository, 'src', 'config'), 'name=old\n')
  fleet.git('add', '-A')
  fleet.git('commit', '-q', '-m', 'A list')
  return fleet
}

const isIn = ({ git }: Fleet, commit: string | null, branch: string) =>
  git('branch', '--contains', `${commit}`, '--format=%(refname:short)').split('\n').includes(branch)

test('of six workers two conflict and one breaks the build with another: one tested tree lands without help', async () => {
  const fleet = await aSprint(SIX, 'duplicates: off')
  writeFileSync(join(fleet.repository, 'notes.txt'), 'not committed')
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 6)

  const aside = fleet.events().filter(event => event.kind === 'train.set_aside')
  expect(aside.map(({ because }) => because).sort()).toEqual(['conflict', 'red'])
  expect(fleet.events().filter(event => event.kind === 'attention.raised')).toEqual([])
  const { train, tasks } = await until(fleet.status, ({ train }) => train?.tested.length === 6)
  expect(train).toMatchObject({ branch: 'omnibus/fleet', state: 'resting', merged: [], aside: [], landed: [] })
  for (const { verified_commit: commit } of tasks) expect(isIn(fleet, commit, 'omnibus/fleet')).toBe(true)
  expect(fleet.git('show', 'omnibus/fleet:src/list.txt')).toBe('a\nb\nLEFT\nRIGHT\nd')
  expect(fleet.git('show', 'omnibus/fleet:src/expected')).toBe('name=new')

  const shown = await fleet.run('merge')
  expect(shown).toMatchObject({ code: 0, stdout: expect.stringContaining('tested as one tree') })
  const refused = await fleet.run('land')
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('main is checked out') })
  const [, commit = ''] = /merge --ff-only ([0-9a-f]+)/.exec(refused.stderr) ?? []
  fleet.git('merge', '-q', '--ff-only', commit)
  expect(fleet.git('status', '--porcelain')).toBe('?? notes.txt')
  expect((await fleet.run('land')).stdout).toContain('main has 6 tasks')
  expect((await fleet.run('clean')).code).toBe(0)
  expect(fleet.git('branch', '--format=%(refname:short)')).toBe('main')
})

test("after a kill -9 during the tree's test a launch continues with the same train, and moves a base that is not checked out", async () => {
  const hold = 'hold'
  const fleet = await aSprint([SIX[0] ?? '', SIX[2] ?? ''], 'merge: { test: ["while test -f $HOLD; do sleep 0.1; done"] }')
  const path = join(fleet.directory, hold)
  writeFileSync(path, '')
  const workers = [SIX[0], SIX[2]].map(worker => `${worker}    env: { HOLD: ${JSON.stringify(path)} }\n`)
  fleet.configure(
    `policy: { idle_after: 20s, merge: { test: ["while test -f $HOLD; do sleep 0.1; done"] } }\nworkers:\n${workers.join('')}`,
  )
  fleet.git('checkout', '-q', '--detach')
  await fleet.launch()
  const tested = await fleet.eventually('check.started', event => event.effect.startsWith('test_train:'))
  fleet.killCzar()
  expect(fleet.git('branch', '--list', 'omnibus/*')).toBe('')
  rmSync(path)
  await fleet.launch()
  await fleet.eventually('project.finished')
  expect(fleet.events().find(event => event.kind === 'train.tested')?.tip).toBe(tested.commit)
  expect((await fleet.run('land')).stdout).toContain('main has 2 tasks')
  expect(fleet.git('rev-parse', 'main')).toBe(fleet.git('rev-parse', 'omnibus/fleet'))
  expect(fleet.git('show', 'main:src/list.txt')).toBe('a\nb\nLEFT\nd')
})

test("a task that starts later begins with the train's work, and lands if base has moved since", async () => {
  const fleet = await aSprint([])
  const hold = join(fleet.directory, 'hold')
  writeFileSync(hold, '')
  const copy = 'cat src/one.txt src/two.txt > src/later.txt'
  const busy = aWorkerOf('busy', {
    accept: 'grep -q same src/busy.txt',
    steps: [
      'ack: "Write src/busy.txt"',
      `run: "while test -f ${hold}; do sleep 0.1; done"`,
      'edit: { file: src/busy.txt, text: "same\\n" }',
      'commit: "busy"',
      'done: "it is there"',
    ],
  })
  fleet.configure(
    `policy: { idle_after: 60s, stuck_after: 60s }\nworkers:\n${[aWorkerOf('one', file('one', 'one.txt')), aWorkerOf('two', file('two', 'two.txt')), busy].join('')}`,
  )
  await fleet.launch()
  await until(fleet.status, ({ train }) => train?.tested.length === 2, { timeoutMs: 60_000 })
  const tip = fleet.git('rev-parse', 'omnibus/fleet')
  const task = [
    'Copy it.',
    '',
    '```scripted',
    '- ack: "Copy what they wrote"',
    `- run: "${copy}"`,
    '- commit: "later"',
    '- done: "it is there"',
    '```',
  ]
  writeFileSync(join(fleet.directory, 'later.md'), `${task.join('\n')}\n`)
  const added = await fleet.run('queue', 'add', 'later.md', '--owns', 'src/later.txt', '--accept', 'grep -q same src/later.txt')
  expect(added.code, added.stderr).toBe(0)
  const started = await fleet.eventually('worktree.switched')
  expect(started.startSha).toBe(tip)
  await until(fleet.status, ({ train }) => train?.tested.length === 3, { timeoutMs: 60_000 })
  const proven = fleet.events().findLast(event => event.kind === 'verification.finished')
  expect(proven).toMatchObject({ verdict: 'verified', contains: ['one', 'two'] })

  writeFileSync(join(fleet.repository, 'base.txt'), 'moved')
  fleet.git('add', '-A')
  fleet.git('commit', '-q', '-m', 'Base moves')
  rmSync(hold)
  await fleet.eventually('project.finished', event => event.verified === 4)
  expect(fleet.events().filter(event => event.kind === 'train.set_aside' || event.kind === 'attention.raised')).toEqual([])
  const [, commit = ''] = /merge --ff-only ([0-9a-f]+)/.exec((await fleet.run('land')).stderr) ?? []
  fleet.git('merge', '-q', '--ff-only', commit)
  expect(fleet.git('show', 'main:src/later.txt')).toBe('same\nsame')
  expect(fleet.git('show', 'main:base.txt')).toBe('moved')
  expect((await fleet.run('clean')).code).toBe(0)
  expect(fleet.git('branch', '--format=%(refname:short)')).toBe('main')
})
