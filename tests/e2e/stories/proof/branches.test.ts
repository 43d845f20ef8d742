import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, honestly } from '../../../support/a-fleet.ts'
import { until } from '../../../support/until.ts'

/** With this setting, proven work is not merged. So tasks start on base and on the branches that they depend on. */
const APART = 'merge: { mode: branches }'

/** A bonus task in the project file. Its agent carries out these steps, and the steps in `again` after a rejected claim. */
function aBonus(id: string, steps: readonly string[], { again = [] as readonly string[], rest = '' } = {}): string {
  const block = (name: string, list: readonly string[]) =>
    `      \`\`\`${name}\n${list.map(step => `      - ${step}\n`).join('')}      \`\`\`\n`
  const mend = again.length === 0 ? '' : `\n${block('scripted rework', again)}`
  return `  - id: ${id}\n${rest}    task: |\n      Bonus ${id}.\n\n${block('scripted', steps)}${mend}`
}

test('a bonus task that breaks the work its branch builds on is sent back, and that work stays proven', async () => {
  const accept = '    accept: ["test -f src/one/work.txt"]\n'
  const breaking = [
    'ack: "Tidy the sources up"',
    'run: "git rm -q src/one/work.txt"',
    'edit: { file: src/one/tidy.txt, text: tidy }',
    'commit: "chore: tidy"',
    'done: "tidy"',
  ]
  const mending = ['run: "git checkout -q HEAD~1 -- src/one/work.txt"', 'commit: "fix: put it back"', 'done: "it is there again"']
  const fleet = await aFleet(
    `policy: { ${APART} }\nworkers:\n${aScriptedWorker('one', honestly('one'), accept)}bonus:\n${aBonus('tidy', breaking, { again: mending, rest: '    owns: ["src/**"]\n    accept: ["test -f src/one/tidy.txt"]\n' })}`,
  )
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 2)
  // A check that ended without a result, because a new commit came, is left out.
  const verdicts = fleet.events().flatMap(event => (event.kind === 'verification.finished' && event.verdict !== 'void' ? [event] : []))
  expect(verdicts.map(({ assignment, verdict }) => `${assignment} ${verdict}`)).toEqual([
    'one.1 verified',
    'tidy.1 rejected',
    'tidy.1 verified',
  ])
  expect(verdicts[1]?.reasons.join()).toContain('`test -f src/one/work.txt` failed with exit code 1. That command proved one at')
  expect(verdicts[2]?.checks.map(({ name, task }) => [name, task])).toEqual([
    ['test -f src/one/tidy.txt', undefined],
    ['test -f src/one/work.txt', 'one'],
  ])
  expect(fleet.git('rev-parse', 'feat/one')).toBe(verdicts[0]?.commit)
  expect(fleet.git('rev-parse', 'feat/tidy')).toBe(verdicts[2]?.commit)
  expect(fleet.git('rev-parse', 'refs/czar/proofs/fleet/one', 'refs/czar/proofs/fleet/tidy').split('\n')).toEqual([
    verdicts[0]?.commit,
    verdicts[2]?.commit,
  ])
  expect(fleet.git('status', '--porcelain')).toBe('')
  const brief = fleet.events().findLast(event => event.kind === 'message.queued' && event.messageKind === 'brief')
  const text = brief?.kind === 'message.queued' ? readFileSync(join(fleet.projectDir, 'texts', `${brief.message}.txt`), 'utf8') : ''
  expect(text).toContain('branch: feat/tidy')
  expect(text).toContain('switched')
})

test('a task that is handed over begins on base: the rejected commits stay on their branch, are named, and are not in the new attempt', async () => {
  const steps = [
    'ack: "Write src/two/work.txt"',
    `run: 'mkdir -p src/two; if [ "$CZAR_WORKER" = one ]; then echo right >src/two/work.txt; else echo wrong >src/two/wrong.txt; fi'`,
    'commit: "feat: two"',
    'done: "it is there"',
  ]
  const accept = '    accept: ["test -f src/two/work.txt"]\n'
  const fleet = await aFleet(
    `policy: { verify: { attempts: 1 }, ${APART} }\nworkers:\n${aScriptedWorker('one', honestly('one'))}${aScriptedWorker('two', steps, accept)}`,
  )
  await fleet.launch()
  await fleet.eventually('project.finished', event => event.verified === 2)
  const returned = await fleet.eventually('assignment.returned')
  const rejected = fleet.git('rev-parse', 'feat/two')
  expect(returned).toMatchObject({ worker: 'two', how: 'rejected', left: { branch: 'feat/two', commit: rejected } })
  expect(returned.reason).toContain(`its work is on feat/two up to ${rejected.slice(0, 8)}`)
  const { tasks } = await until(fleet.status, ({ counts }) => counts?.verified === 2)
  expect(tasks).toMatchObject([
    { id: 'one', branch: 'feat/one', state: 'verified' },
    { id: 'two', branch: 'feat/two-2', state: 'verified', worker: 'one', verified_commit: fleet.git('rev-parse', 'feat/two-2') },
  ])
  expect(fleet.git('log', '--format=%s', 'main..feat/two-2')).toBe('feat: two')
  expect(fleet.git('ls-tree', '-r', '--name-only', 'feat/two-2').split('\n')).toEqual(['README.md', 'src/two/work.txt'])
  expect(fleet.git('rev-parse', 'feat/one'), 'its own proof is untouched').toBe(fleet.status().tasks[0]?.verified_commit)
  expect(briefs(fleet).at(-1)).toContain(
    `two: had its claims rejected (\`test -f src/two/work.txt\` failed); the work is on branch feat/two`,
  )
  const { stdout } = await fleet.run('summary', '-p', 'fleet')
  expect(stdout).toContain('feat/two-2')
})

test("a task's uncommitted work is kept and not carried into the next task, and a user's branch is not taken", async () => {
  const messy = ['ack: "Do messy"', 'edit: { file: src/messy.txt, text: draft }', 'done: "it is there"']
  const tidy = ['ack: "Do next"', 'edit: { file: src/next.txt, text: next }', 'commit: "feat: next"', 'done: "it is there"']
  const fleet = await aFleet(
    `policy: { verify: { attempts: 1 } }\nworkers:\n${aScriptedWorker('one', honestly('one'))}bonus:\n${aBonus('messy', messy, { rest: '    priority: 9\n' })}${aBonus('next', tidy, { rest: '    after: [one]\n' })}`,
  )
  fleet.git('branch', 'feat/next')
  await fleet.launch()
  await fleet.eventually('verification.finished', event => event.assignment === 'next.1' && event.verdict === 'verified')
  const switched = fleet.events().flatMap(event => (event.kind === 'worktree.switched' ? [event] : []))
  expect(switched.map(({ branch, kept }) => [branch, kept])).toEqual([
    ['feat/messy', null],
    ['feat/next-2', 'refs/czar/rescue/one/1'],
  ])
  expect(fleet.git('show', 'refs/czar/rescue/one/1:src/messy.txt')).toBe('draft')
  expect(fleet.git('ls-tree', '-r', '--name-only', 'feat/next-2').split('\n')).toEqual(['README.md', 'src/next.txt', 'src/one/work.txt'])
  expect(fleet.git('rev-parse', 'feat/next')).toBe(fleet.git('rev-parse', 'main'))
  expect(briefs(fleet).at(-1)).toContain('kept as refs/czar/rescue/one/1')
})

test('a czar that is killed during a branch switch finishes the switch when it is started again', async () => {
  const steps = (name: string) => [
    'ack: "Do it"',
    `edit: { file: src/${name}.txt, text: x }`,
    `commit: "feat: ${name}"`,
    'done: "it is there"',
  ]
  const names = ['a', 'b', 'c']
  const fleet = await aFleet(
    `policy: { ${APART} }\nworkers:\n${aScriptedWorker('one', honestly('one'))}bonus:\n${names.map(name => aBonus(name, steps(name))).join('')}`,
  )
  await fleet.launch()
  for (const name of names) {
    await fleet.eventually('effect.intended', event => event.effect === `switch_branch:${name}.1`)
    fleet.killCzar()
    await fleet.launch()
  }
  await fleet.eventually('project.finished', event => event.verified === 4)
  for (const name of names) expect(fleet.git('log', '--format=%s', `feat/one..feat/${name}`)).toBe(`feat: ${name}`)
  expect(fleet.git('for-each-ref', '--format=%(refname)', 'refs/heads').split('\n')).toEqual(
    ['a', 'b', 'c', 'one'].map(name => `refs/heads/feat/${name}`).concat('refs/heads/main'),
  )
  expect(fleet.git('for-each-ref', 'refs/czar/rescue')).toBe('')
})

function briefs(fleet: Awaited<ReturnType<typeof aFleet>>): readonly string[] {
  const queued = fleet.events().flatMap(event => (event.kind === 'message.queued' && event.messageKind === 'brief' ? [event.message] : []))
  return queued.map(message => readFileSync(join(fleet.projectDir, 'texts', `${message}.txt`), 'utf8'))
}
