import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker } from '../../support/a-fleet.ts'
import { aPerson, type Person, printed } from '../a-person.ts'

const ONE = `workers:\n${aScriptedWorker('one', ['stall: forever'])}`
const DONE = { code: 0 }

/** A git of the test's own, first on PATH. */
function ownGit({ fleet }: Person, script: string): void {
  writeFileSync(join(fleet.directory, 'bin', 'git'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
}

test('a git that is missing, too old or hung is reported, and the launch works when it is fixed', async () => {
  const person = await aPerson(ONE)
  const { fleet, types } = person
  ownGit(person, 'case " $* " in *" version "*) echo git version 2.30.2; exit; esac\nPATH=${PATH#*:} exec git "$@"')
  printed('adapters/git/inspect/inspect-repository: install a newer git, then run it again', await types('czar launch czar.yaml'))
  ownGit(person, 'case " $* " in *" version "*) exec sleep 600; esac\nPATH=${PATH#*:} exec git "$@"')
  printed(
    'adapters/git/repository/git-failure: look for a hanging git process or a slow disk, then run it again',
    await types('czar launch czar.yaml'),
  )
  rmSync(join(fleet.directory, 'bin', 'git'))
  await types(`mkdir no-git && for p in $(IFS=:; echo $PATH); do ln -s $p/* no-git/ 2> no-git/errors; done; rm -f no-git/git`)
  const missing = await types('PATH=$PWD/no-git czar launch czar.yaml')
  printed('adapters/git/repository/git-failure: install git 2.39 or newer and run it again', missing)
  expect(await types('czar launch czar.yaml')).toMatchObject(DONE)
})

test('a project of another repository is cleaned by the printed line, and a clone of another origin is moved away', async () => {
  const { fleet, types } = await aPerson(ONE)
  await types('git config --global user.name A && git config --global user.email a@b && czar launch czar.yaml')
  await fleet.eventually('worktree.ready')
  await types('czar stop')
  execFileSync('git', ['clone', '-q', fleet.repository, 'clone'], { cwd: fleet.directory, env: fleet.env })
  execFileSync('sed', ['-i', `s#^repo: .*#repo: file://${fleet.directory}/clone#`, 'czar.yaml'], { cwd: fleet.directory })
  const other = await types('czar launch czar.yaml')
  const clean = printed(
    'cli/compose/refuse-other-repository: czar clean -p {}   # removes the old one ({}); or give the project another name',
    other,
  )
  expect(await types(clean)).toMatchObject(DONE)
  await types('czar launch czar.yaml')
  await fleet.eventually('worktree.ready')
  await types('czar stop')
  expect(await types('czar clean')).toMatchObject(DONE)
  const [clone = ''] = globSync(`${fleet.directory}/status/.clones/*`).filter(path => !path.endsWith('.worktrees'))
  execFileSync('git', ['-C', clone, 'remote', 'set-url', 'origin', 'https://example.com/another'])
  const away = printed('adapters/git/remote/clone-once: mv {} {}   # then run the same again', await types('czar launch czar.yaml'))
  expect(await types(away)).toMatchObject(DONE)
  expect(await types('czar launch czar.yaml')).toMatchObject(DONE)
})

test('a repository that was moved is found again by the printed link, and worktrees elsewhere are refused until they are cleaned', async () => {
  const { fleet, types } = await aPerson(ONE)
  await types('git config --global user.name A && git config --global user.email a@b && czar launch czar.yaml')
  await fleet.eventually('worktree.ready')
  await types('czar stop')
  const moved = `${fleet.repository} moved`
  renameSync(fleet.repository, moved)
  const gone = await types('czar merge')
  expect(gone.stderr).toContain(`${fleet.repository}: this folder does not exist`)
  printed('adapters/git/repository/git-failure: put the folder back, or link it: ln -s NEW_PLACE {}', gone)
  const file = readFileSync(join(fleet.directory, 'czar.yaml'), 'utf8')
  writeFileSync(join(fleet.directory, 'czar.yaml'), file.replace(/^repo: .*$/m, `repo: ${JSON.stringify(moved)}`))
  const refused = await types('czar launch czar.yaml')
  expect(refused.stderr).not.toContain('belongs to the project')
  const link = printed('cli/compose/refuse-other-repository: {}   # if it was moved; then write the old path in the file again', refused)
  expect(await types(link)).toMatchObject(DONE)
  writeFileSync(join(fleet.directory, 'czar.yaml'), file)
  expect(await types('czar launch czar.yaml')).toMatchObject(DONE)
  await types('czar stop')
  writeFileSync(join(fleet.directory, 'czar.yaml'), `worktrees: ./elsewhere\n${file.replace(/^worktrees: .*\n/m, '')}`)
  const elsewhere = await types('czar launch czar.yaml')
  const clean = printed(
    'cli/compose/refuse-other-repository: czar clean -p {}   # removes them; or write the old place in the file again',
    elsewhere,
  )
  expect(await types(clean)).toMatchObject(DONE)
  expect(await types('czar launch czar.yaml')).toMatchObject(DONE)
})

test.runIf(process.getuid?.() === 0)(
  'a repository of another user is trusted after the printed line, for czar init and for a launch',
  async () => {
    const { fleet, types } = await aPerson(ONE)
    await types('git config --global user.name A && git config --global user.email a@b')
    execFileSync('chown', ['-R', '65534', fleet.repository])
    const line = 'adapters/git/repository/git-failure: git config --global --add safe.directory {}'
    const init = await types('czar init other.yaml --repo repository')
    expect(init.stderr).toContain('is in a git repository of another user')
    printed(line, init)
    expect(await types(printed(line, await types('czar launch czar.yaml')))).toMatchObject(DONE)
    expect(await types('czar launch czar.yaml')).toMatchObject(DONE)
  },
)

test('czar clean keeps worktrees that were locked, moved or damaged, and prints the line that repairs each', async () => {
  const workers = ['locked', 'moved', 'damaged'].map(id => aScriptedWorker(id, ['stall: forever'])).join('')
  const { fleet, types } = await aPerson(`workers:\n${workers}`)
  await types('czar launch czar.yaml')
  const paths = new Map<string, string>()
  for (const id of ['locked', 'moved', 'damaged']) {
    paths.set(id, (await fleet.eventually('worktree.ready', ({ worker }) => worker === id)).path)
  }
  await types('czar stop')
  const [locked = '', moved = '', damaged = ''] = paths.values()
  fleet.git('worktree', 'lock', locked)
  renameSync(moved, `${moved}-now`)
  rmSync(join(damaged, '.git'))
  const clean = await types('czar clean')
  const unlock = printed('adapters/git/keeping/find-worktree: {} unlock {} && {} remove {}', clean)
  expect(await types(unlock)).toMatchObject(DONE)
  expect(existsSync(locked)).toBe(false)
  expect(await types(printed('adapters/git/keeping/find-worktree: git -C {} worktree repair {}', clean))).toMatchObject(DONE)
  expect(fleet.git('worktree', 'list')).toContain(`${moved}-now `)
  const repair =
    /next: (git -C \S+ worktree repair)$/m.exec(clean.stdout)?.[1] ??
    printed('adapters/git/keeping/find-worktree: git -C {} worktree repair', clean)
  expect(await types(repair)).toMatchObject(DONE)
  expect(await types(`git -C '${damaged}' status`)).toMatchObject(DONE)
})

test('changes of a worktree with a damaged index are not shown, and the printed line gives the reason', async () => {
  const { fleet, types } = await aPerson(ONE)
  await types('czar launch czar.yaml')
  const { path } = await fleet.eventually('worktree.ready')
  await fleet.eventually('message.submitted')
  await types('czar stop')
  writeFileSync(join(fleet.git('-C', path, 'rev-parse', '--absolute-git-dir'), 'index'), 'damaged')
  const name = 'adapters/git/inspect/show-changes: git -C {} status'
  expect((await types(printed(name, await types('czar diff one')))).stderr).toContain('index file')
  rmSync(path, { recursive: true })
  expect((await types(printed('cli/attach/show-diff: czar why {}', await types('czar diff one')))).stdout).toMatch(/^one is /)
})
