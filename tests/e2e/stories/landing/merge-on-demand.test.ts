import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { aFleet, type Fleet } from '../../../support/a-fleet.ts'
import { until } from '../../../support/until.ts'

const BIN = fileURLToPath(new URL('../../../../bin/czar.js', import.meta.url))

function aWorkerOf(id: string, accept: string, command: string): string {
  const steps = [`ack: "Do ${id}"`, `run: "${command}"`, `commit: "${id}"`, 'done: "it is there"']
  return `  - id: ${id}\n    accept: [${JSON.stringify(accept)}]\n    task: |\n      Work for ${id}.\n      \`\`\`scripted\n${steps.map(step => `      - ${step}\n`).join('')}      \`\`\`\n`
}

const line = (word: string) => `sed -i 's/^b$/${word}/' src/list.txt`
const WORKERS = [
  aWorkerOf('fine', 'test -f src/fine.txt', 'echo fine > src/fine.txt'),
  aWorkerOf('left', 'grep -q LEFT src/list.txt', line('LEFT')),
  aWorkerOf('right', 'grep -q RIGHT src/list.txt', line('RIGHT')),
]

/** A fleet whose proven work is still on its branches. No czar runs. */
async function aFinishedFleet(merge = 'mode: branches', workers: readonly string[] = WORKERS): Promise<Fleet> {
  const fleet = await aFleet(`policy: { idle_after: 20s, merge: { ${merge} } }\nworkers:\n${workers.join('')}`)
  mkdirSync(join(fleet.repository, 'src'), { recursive: true })
  writeFileSync(join(fleet.repository, 'src', 'list.txt'), 'a\nb\nc\n')
  fleet.git('add', '-A')
  fleet.git('commit', '-q', '-m', 'A list')
  const ran = await fleet.run('launch', 'czar.yaml', '--foreground')
  expect(ran.code, ran.stderr).toBe(0)
  return fleet
}

/** Removes the worktrees, as a person does before deleting the branches. */
function removeWorktrees({ git, repository }: Fleet): void {
  for (const line of git('worktree', 'list', '--porcelain').split('\n')) {
    const path = line.slice('worktree '.length)
    if (line.startsWith('worktree ') && path !== repository) git('worktree', 'remove', '--force', path)
  }
}

/** All files of the repository and of the project's directory, with their content. */
function everything({ repository, projectDir }: Fleet): readonly string[] {
  return [repository, projectDir].flatMap(folder =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && !entry.name.endsWith('-shm') && !entry.name.endsWith('-wal'))
      .map(entry => `${join(entry.parentPath, entry.name)} ${readFileSync(join(entry.parentPath, entry.name)).toString('base64')}`)
      .sort(),
  )
}

test('without a czar, czar merge plans without changes, merges and tests chosen tasks, later all, and names conflicts', async () => {
  const fleet = await aFinishedFleet()
  const { git, run } = fleet
  expect(git('branch', '--list', 'omnibus/*')).toBe('')
  const before = everything(fleet)
  const planned = await run('merge', '--dry-run')
  expect(planned).toMatchObject({ code: 0, stderr: '' })
  expect(planned.stdout).toMatch(
    /^omnibus\/fleet on main at [0-9a-f]{8}\n(├── \w+ +[0-9a-f]{8}\n)└── \w+ +[0-9a-f]{8}\n {2}tested by\n[\s\S]* {2}left out\n {4}(left|right) +[0-9a-f]{8} {2}conflicts with (left|right) in src\/list\.txt\n$/,
  )
  expect(everything(fleet)).toEqual(before)
  const [, second = ''] = / {4}(left|right) /.exec(planned.stdout) ?? []
  const first = second === 'left' ? 'right' : 'left'

  const wrong = await run('merge', '--only', 'fine,nobody')
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('fleet has no task "nobody"') })
  expect(wrong.stderr).toMatch(/to merge there are: fine, left, right/)
  expect((await run('merge', '--only', 'fine,,left')).code).toBe(2)

  const chosen = await run('merge', '--without', first)
  expect(chosen, chosen.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining('tested as one tree') })
  expect(chosen.stdout).toMatch(new RegExp(`left out\n {4}${first} +[0-9a-f]{8} {2}was not asked for`))
  expect(git('show', 'omnibus/fleet:src/list.txt')).toBe(`a\n${second.toUpperCase()}\nc`)
  expect((await run('merge', '--dry-run', '--without', first)).stdout.match(/tested already/g)).toHaveLength(2)

  const all = await run('merge')
  expect(all).toMatchObject({ code: 3, stdout: expect.stringContaining(`${first} is set aside: it conflicts with ${second}`) })
  const tip = git('rev-parse', 'omnibus/fleet')
  git('branch', '-q', '-f', 'omnibus/fleet', 'main')
  expect(await run('merge')).toMatchObject({ code: 3, stdout: expect.stringContaining('it was moved, and not by czar') })
  git('branch', '-q', '-f', 'omnibus/fleet', tip)
  const [, commit = ''] = /merge --ff-only ([0-9a-f]+)/.exec((await run('land')).stderr) ?? []
  git('merge', '-q', '--ff-only', commit)
  expect(git('show', 'main:src/fine.txt')).toBe('fine')
  expect((await run('merge', '--only', 'fine')).stderr).toContain('fine is in main already')
  expect((await run('merge', '--json', '--dry-run')).stdout).toContain(`"task":"${first}"`)
  const cleaned = await run('clean')
  expect(cleaned.stdout).toContain(`kept branch feat/${first}`)
  expect(git('branch', '--format=%(refname:short)')).toBe(`feat/${first}\nmain`)
})

test('after a person deleted or moved branches, plan and merge agree, and no proven line is lost', async () => {
  const others = ['gone', 'moved', 'dropped'].map(id => aWorkerOf(id, `test -f src/${id}.txt`, `echo ${id} > src/${id}.txt`))
  const fleet = await aFinishedFleet('mode: branches', [...WORKERS.slice(0, 1), ...others])
  const { git, run } = fleet
  // One worker is no longer in the project file, one branch is deleted, and one branch was moved back by somebody.
  fleet.configure(`policy: { idle_after: 20s, merge: { mode: branches } }\nworkers:\n${[WORKERS[0], ...others.slice(0, 2)].join('')}`)
  expect((await run('launch', 'czar.yaml', '--foreground')).code).toBe(0)
  removeWorktrees(fleet)
  git('branch', '-q', '-D', 'feat/gone')
  git('branch', '-q', '-f', 'feat/moved', 'main')
  git('reflog', 'expire', '--expire=now', '--all')
  git('gc', '-q', '--prune=now')

  const before = everything(fleet)
  const planned = await run('merge', '--dry-run')
  expect(everything(fleet)).toEqual(before)
  expect(planned.stdout).toMatch(/── gone +[0-9a-f]{8} {2}its branch was deleted, its proven commit counts\n/)
  expect(planned.stdout).toMatch(
    /left out\n {4}moved +[0-9a-f]{8} {2}feat\/moved was set back: [0-9a-f]{8}, which was proven, is not on it any more\n$/,
  )
  expect(planned.stdout).toMatch(/── dropped +[0-9a-f]{8}\n/)

  const merged = await run('merge')
  expect(merged.stdout).toContain(planned.stdout)
  expect(git('ls-tree', '--name-only', 'omnibus/fleet', 'src/')).toBe('src/dropped.txt\nsrc/fine.txt\nsrc/gone.txt\nsrc/list.txt')
  // Nothing is left to do, and the plan agrees.
  const planOf = (text: string) =>
    text
      .replaceAll(/tested already(?:, )?/g, '')
      .replaceAll(/ +/g, ' ')
      .replaceAll(/ $/gm, '')
  expect(planOf((await run('merge', '--dry-run')).stdout)).toBe(planOf(planned.stdout))
})

test('a proven commit that the repository lost is left out by plan and merge, with that reason', async () => {
  const fleet = await aFinishedFleet('mode: branches', [
    ...WORKERS.slice(0, 1),
    aWorkerOf('lost', 'test -f src/lost.txt', 'echo lost > src/lost.txt'),
  ])
  const { git, run } = fleet
  removeWorktrees(fleet)
  for (const ref of git('for-each-ref', '--format=%(refname)')
    .split('\n')
    .filter(name => name.includes('lost')))
    git('update-ref', '-d', ref)
  git('reflog', 'expire', '--expire=now', '--all')
  git('gc', '-q', '--prune=now')
  const planned = await run('merge', '--dry-run')
  expect(planned.stdout).toMatch(/left out\n {4}lost +[0-9a-f]{8} {2}is proven at a commit that the repository does not have any more\n$/)
  expect((await run('merge')).stdout).toContain(planned.stdout)
  expect(git('show', 'omnibus/fleet:src/fine.txt')).toBe('fine')
})

test('only one merge runs at a time, a killed one continues, and a task that fails its tests is blamed and left out', async () => {
  const workers = [
    aWorkerOf('fine', 'test -f src/fine.txt', 'echo fine > src/fine.txt'),
    aWorkerOf('bad', 'test -f src/bad.txt', 'echo bad > src/bad.txt'),
  ]
  const hold = 'while test -f /HOLD; do sleep 0.1; done; test ! -f src/bad.txt'
  const fleet = await aFinishedFleet('mode: branches', workers)
  const { git, run, directory } = fleet
  const path = join(directory, 'hold')
  const configured = `policy: { idle_after: 20s, merge: { mode: branches, test: [${JSON.stringify(hold.replace('/HOLD', path))}] } }\nworkers:\n${workers.join('')}`
  fleet.configure(configured)
  expect((await run('launch', 'czar.yaml', '--foreground')).code).toBe(0)
  writeFileSync(path, '')
  const merging = spawn(process.execPath, [BIN, 'merge'], { cwd: directory, env: fleet.env, stdio: 'ignore' })
  await fleet.eventually('check.started', event => event.effect.startsWith('test_train:'))
  expect(await run('merge')).toMatchObject({ code: 3, stderr: expect.stringContaining('fleet') })
  expect(await run('launch', 'czar.yaml')).toMatchObject({ code: 3 })
  const ended = new Promise(resolve => merging.once('exit', resolve))
  merging.kill('SIGKILL')
  await ended
  expect(git('branch', '--list', 'omnibus/*')).toBe('')
  rmSync(path)
  const again = await run('merge')
  expect(again, again.stderr).toMatchObject({ code: 3, stdout: expect.stringContaining('bad is set aside: it makes the tests fail') })
  expect(git('ls-tree', '--name-only', 'omnibus/fleet', 'src/')).toBe('src/fine.txt\nsrc/list.txt')
  await until(
    () => existsSync(join(directory, 'hold')),
    there => !there,
  )
})

test('a running czar is not disturbed by czar merge: it merges by itself, or names the command to type', async () => {
  const busy = aWorkerOf('busy', 'true', 'true').replace('ack: "Do busy"', 'stall: forever')
  const fleet = await aFleet(`policy: { merge: { mode: branches } }\nworkers:\n${busy}`)
  await fleet.launch()
  await fleet.eventually('message.submitted')
  const refused = await fleet.run('merge', '--without', 'busy')
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('leaves all work on its branches') })
  expect(refused.stderr).toContain('next: czar stop -p fleet && czar merge -p fleet --without busy')
  expect((await fleet.run('merge', '--dry-run')).stdout).toMatch(/busy +- +is not proven yet/)
})
