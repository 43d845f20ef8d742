import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, type Fleet, honestly } from '../../../support/a-fleet.ts'
import { until } from '../../../support/until.ts'

test("two identities push to a remote with other people's commits, each with its own name and key, and the user's checkout stays unchanged", async () => {
  const { fleet, repo, origin, git, goOn, sshCalls, configure } = await aFleetWithRemote()
  const keys = ['one', 'two'].map(id => aKey(fleet, `key "${id}" of o'neil ✨`))
  const steps = (id: string) => [...honestly(id).slice(0, 3), 'run: git push -q origin HEAD', `wait_for: ${goOn}`, 'done: "it is there"']
  configure(
    ['one', 'two']
      .map((id, at) => {
        const identity = `    git: { name: "Bot ${id} é", email: ${id}@example.com, ssh_key: ${JSON.stringify(keys[at])} }\n`
        return aScriptedWorker(id, steps(id), identity)
      })
      .join(''),
  )
  const begin = pushToMain(fleet, origin, 'before.txt')
  const usersOwn = () => [
    git('status', '--porcelain=v2'),
    git('symbolic-ref', 'HEAD'),
    git('for-each-ref', 'refs/heads/main', 'refs/tags'),
    readFileSync(join(repo, '.git/config'), 'utf8'),
  ]
  const before = usersOwn()

  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: expect.not.stringContaining('czar: ') })

  for (const id of ['one', 'two'])
    await until(() => git('ls-remote', origin, `refs/heads/feat/${id}`), Boolean, { what: `the push of ${id}` })
  expect(git('merge-base', 'feat/one', 'feat/two'), 'what was pushed before the launch').toBe(begin)
  for (const id of ['one', 'two']) {
    const who = `Bot ${id} é <${id}@example.com>`
    expect(git('log', '-1', '--format=%an <%ae>, %cn <%ce>', `feat/${id}`)).toBe(`${who}, ${who}`)
  }
  pushToMain(fleet, origin, 'during.txt')
  git('-C', origin, 'update-ref', 'refs/pull/7/head', 'refs/heads/feat/one')
  fleet.killCzar()
  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: expect.not.stringContaining('czar: ') })
  const { workers } = await until(
    async () => JSON.parse((await fleet.run('status', '--json')).stdout),
    status => status.workers.one.behind === 1 && status.workers.two.behind === 1,
  )
  expect([workers.one, workers.two]).toMatchObject([{ ahead: 1 }, { ahead: 1 }])
  expect((await fleet.eventually('pull_request.seen')).worker).toBe('one')
  expect((await fleet.run('status')).stdout).toMatch(/^one .* #7 +feat\/one /m)
  writeFileSync(goOn, '')
  await fleet.eventually('project.finished', event => event.verified === 2)
  const bases = fleet.events().flatMap(event => (event.kind === 'verification.finished' ? [[event.worker, event.base] as const] : []))
  const during = git('rev-parse', 'refs/remotes/origin/main')
  expect(new Map<string, string | null>(bases), 'fault 56: proven again, merged with what was pushed meanwhile').toEqual(
    new Map([
      ['one', during],
      ['two', during],
    ]),
  )
  expect(usersOwn()).toEqual(before)
  const calls = sshCalls()
  for (const [at, id] of ['one', 'two'].entries()) {
    const own = calls.filter(call => call.worker === id).map(({ words }) => words.slice(0, words.indexOf('git@example.com')))
    expect(own.length).toBeGreaterThan(0)
    for (const words of own)
      expect(words.filter(word => !word.includes('GIT_PROTOCOL')).join(' ')).toContain(
        `-F /dev/null -i ${keys[at]} -o IdentitiesOnly=yes -o BatchMode=yes`,
      )
  }
  const ofCzar = calls.filter(({ worker }) => worker === '')
  expect(ofCzar.length).toBeGreaterThanOrEqual(2)
  for (const { words } of ofCzar) expect(words.slice(0, 2)).toEqual(['-o', 'BatchMode=yes'])
})

test('a lost remote is reported once and stops no worker; a restart makes a deleted worktree again; czar clean leaves only work', async () => {
  const { fleet, repo, origin, git, goOn, configure } = await aFleetWithRemote()
  const here = `git -C '${repo.replaceAll("'", `'\\''`)}'`
  const commit = 'run: git add src && git commit -qm work'
  const steps = [...honestly('one').slice(0, 2), commit, `wait_for: ${goOn}`, 'done: "it is there"']
  configure(aScriptedWorker('one', steps, '    setup: ["ln -s /modules node_modules"]\n'))
  rmSync(origin, { recursive: true })
  expect(await fleet.launch()).toMatchObject({ code: 0, stderr: expect.not.stringContaining('czar: ') })
  await until(
    () => git('for-each-ref', '--format=%(subject)', 'refs/heads/feat/one'),
    subject => subject === 'work',
  )
  const worktree = (await fleet.eventually('worktree.ready')).path
  rmSync(worktree, { recursive: true })

  const { stdout } = await fleet.run('restart', 'one')

  expect(stdout).toContain('its worktree is made again from feat/one: what was not committed in the old one is lost')
  await fleet.eventually('message.submitted', event => event.incarnation === 2)
  expect(readFileSync(join(worktree, 'src/one/work.txt'), 'utf8')).toBe('work of one')
  writeFileSync(goOn, '')
  await fleet.eventually('project.finished', event => event.verified === 1)
  const lost = fleet.events().filter(event => event.kind === 'attention.raised' && event.key === 'remote')
  expect(lost).toMatchObject([{ text: expect.stringContaining('remote origin cannot be fetched'), hint: `${here} fetch origin` }])
  expect((await fleet.run('status')).stdout).toContain('remote origin cannot be fetched')
  const cleaned = await until(
    () => fleet.run('clean'),
    ran => ran.code === 0,
  )
  expect(cleaned.stdout).toContain('kept branch feat/one with its work')
  expect(git('for-each-ref', '--format=%(refname)', 'refs/heads', 'refs/czar')).toBe(
    'refs/heads/feat/one\nrefs/heads/main\nrefs/heads/omnibus/fleet',
  )
  const again = await fleet.launch()
  expect(again.code).toBe(3)
  expect(again.stderr).toContain(`${here} merge feat/one`)
})

interface SshCall {
  readonly worker: string
  readonly words: readonly string[]
}

/** The user's clone of a remote. A stand-in for ssh records its arguments. */
async function aFleetWithRemote() {
  const fleet = await aFleet('workers: []\n')
  const origin = join(fleet.directory, 'origin.git')
  const repo = join(fleet.directory, `the "users" répo of o'neil`)
  const log = join(fleet.directory, 'ssh.log')
  const bin = join(fleet.directory, 'bin')
  mkdirSync(bin)
  writeFileSync(
    join(bin, 'ssh'),
    `#!/bin/sh\n{ printf '%s\\t' "$CZAR_WORKER" "$@"; echo; } >> '${log}'\nfor last; do :; done\nexec sh -c "$last"\n`,
  )
  chmodSync(join(bin, 'ssh'), 0o755)
  fleet.env['PATH'] = `${bin}:${fleet.env['PATH']}`
  fleet.git('clone', '-q', '--bare', '.', origin)
  fleet.git('clone', '-q', `ssh://git@example.com${origin}`, repo)
  rmSync(log)
  const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: repo, env: fleet.env, encoding: 'utf8' }).trim()
  git('config', 'user.name', 'The user')
  git('config', 'user.email', 'user@example.com')
  const configure = (workers: string) =>
    writeFileSync(
      join(fleet.directory, 'czar.yaml'),
      `project: fleet\nrepo: ${JSON.stringify(repo)}\nremote: origin\nagent: scripted\nwatchdog: false\nworkers:\n${workers}`,
    )
  const sshCalls = (): readonly SshCall[] =>
    readFileSync(log, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map(line => line.split('\t'))
      .map(([worker = '', ...words]) => ({ worker, words }))
  return { fleet, repo, origin, git, goOn: join(fleet.directory, 'go-on'), configure, sshCalls }
}

function aKey(fleet: Fleet, name: string): string {
  const path = join(fleet.directory, name)
  writeFileSync(path, '-----BEGIN OPENSSH PRIVATE KEY-----\n', { mode: 0o600 })
  return path
}

/** Another user commits on main and pushes. Returns the commit. */
function pushToMain(fleet: Fleet, origin: string, file: string): string {
  const cwd = join(fleet.directory, `clone for ${file}`)
  fleet.git('clone', '-q', origin, cwd)
  const git = (...words: readonly string[]) => execFileSync('git', words, { cwd, env: fleet.env, encoding: 'utf8' }).trim()
  writeFileSync(join(cwd, file), file)
  git('add', '-A')
  git('-c', 'user.name=Other', '-c', 'user.email=other@example.com', 'commit', '-qm', file)
  git('push', '-q', 'origin', 'main')
  return git('rev-parse', 'HEAD')
}
