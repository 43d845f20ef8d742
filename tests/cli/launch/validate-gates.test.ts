import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { expect, onTestFinished, test } from 'vitest'
import { COMPILED_CODE } from '../../support/compiled-code.ts'
import { livingProcessesWith } from '../../support/living-processes.ts'
import { temporaryDirectory } from '../../support/temporary.ts'
import { until } from '../../support/until.ts'

const CZAR = fileURLToPath(new URL('../../../bin/czar.js', import.meta.url))

interface Finding {
  readonly level: string
  readonly task: string
  readonly place: string
  readonly text: string
}

/** A repository with a commit, and a project file. Its folder has a space in its name. */
async function aProject(yaml: string, files: Readonly<Record<string, string>> = { 'src/a.txt': 'a\n', 'README.md': '# R\n' }) {
  const directory = join(await temporaryDirectory(), 'my fleet')
  const repository = join(directory, 'repository')
  mkdirSync(repository, { recursive: true })
  const env = { PATH: process.env['PATH'], HOME: directory, CZAR_STATE_DIR: join(directory, 'state'), ...COMPILED_CODE }
  const git = async (...words: string[]) => {
    const who = ['-c', 'user.name=T', '-c', 'user.email=t@example.com']
    return (await execa('git', ['-C', repository, ...who, ...words], { env, extendEnv: false })).stdout
  }
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(repository, path)), { recursive: true })
    writeFileSync(join(repository, path), text)
  }
  await git('init', '-q', '-b', 'main')
  for (const [path, text] of Object.entries(files)) write(path, text)
  if (Object.keys(files).length > 0) {
    await git('add', '-A')
    await git('commit', '-q', '-m', 'Start')
  }
  const configure = (text: string) =>
    writeFileSync(join(directory, 'czar.yaml'), `project: app\nrepo: ./repository\nagent: scripted\n${text}`)
  configure(yaml)
  const start = (...words: readonly string[]) =>
    execa(process.execPath, [CZAR, 'validate', 'czar.yaml', '--gates', ...words], { cwd: directory, env, extendEnv: false, reject: false })
  const findings = async (...words: readonly string[]) => {
    const { stdout, stderr } = await start('--json', ...words)
    if (stdout === '') throw new Error(stderr)
    return (JSON.parse(stdout) as { gates: { findings: readonly Finding[] } }).gates.findings
  }
  const left = () => ({
    worktrees: existsSync(`${repository}.worktrees`),
    processes: livingProcessesWith(`${repository}.worktrees`).length,
  })
  return { directory, repository, env, git, write, configure, start, findings, left }
}

function aTask(accept: readonly string[], more = ''): string {
  return `workers:\n  - id: api\n    task: Write src/b.txt\n    accept: ${JSON.stringify(accept)}\n${more}`
}

const levels = (findings: readonly Finding[]) => findings.map(({ level, text }) => `${level} ${text.split(/[;:]/)[0]}`)

test('a command that passes on base is named with its line, and no worktree or branch is left', async () => {
  const { directory, start, git, left } = await aProject(aTask(['grep -q a src/a.txt']))
  const before = await git('for-each-ref')
  const { exitCode, stdout } = await start()
  expect(stdout).toContain('1 accept command: 1 passed')
  expect(stdout).toContain(
    `warning: ${directory}/czar.yaml:7:14: nothing in the accept of api proves the work: \`grep -q a src/a.txt\` passes`,
  )
  expect([exitCode, await git('for-each-ref'), await git('worktree', 'list')]).toEqual([0, before, expect.stringMatching(/^.*\[main\]$/)])
  expect(left().worktrees).toBe(false)
})

test('a command whose program is missing is a mistake in the file: exit code 2', async () => {
  const { directory, start } = await aProject(aTask(['golangci-lintx run', 'test -f src/b.txt']))
  const { exitCode, stdout } = await start('--json')
  expect(exitCode).toBe(2)
  expect(JSON.parse(stdout)).toMatchObject({
    valid: false,
    problems: [
      expect.stringContaining(`${directory}/czar.yaml:7:14: \`golangci-lintx run\` cannot run: there is no program golangci-lintx`),
    ],
    gates: {
      commands: [
        { outcome: 'missing', exit_code: 127 },
        { outcome: 'failed', exit_code: 1 },
      ],
    },
  })
})

test('the commands see base, and not what lies in the checkout of the user', async () => {
  const { write, findings } = await aProject(aTask(['test -f src/b.txt']))
  write('src/b.txt', 'not committed')
  expect(await findings()).toEqual([])
})

test('a command runs once for several tasks, and only once for a base', async () => {
  const count = (id: string) => `  - id: ${id}\n    task: Write src/${id}\n    accept: ["echo run >> $HOME/runs", "test -f src/${id}"]\n`
  const { directory, write, git, findings } = await aProject(`workers:\n${count('one')}${count('two')}bonus:\n${count('three')}`)
  const runs = () => readFileSync(join(directory, 'runs'), 'utf8').split('\n').length - 1
  expect(levels(await findings())).toHaveLength(3)
  expect(runs()).toBe(1)
  await findings()
  expect(runs()).toBe(1)
  await findings('--no-cache')
  expect(runs()).toBe(2)
  write('src/c.txt', 'c')
  await git('add', '-A')
  await git('commit', '-q', '-m', 'Move base')
  await findings()
  expect(runs()).toBe(3)
})

test('a command sees what an earlier command of its task left, and not what a command of another task left', async () => {
  const { findings } = await aProject(`workers:
  - { id: build, task: Write src/b.txt, accept: ["echo 1 > made.txt", "grep -q 1 made.txt", "test -f src/b.txt"] }
  - { id: other, task: Write src/c.txt, accept: ["test -f made.txt"] }
  - { id: spoil, task: Write src/d.txt, accept: ["rm -rf .git src && echo gone", "test -d src"] }
  - { id: after, task: Write src/e.txt, accept: ["test -d src"] }
`)
  expect(levels(await findings())).toEqual([
    'note `echo 1 > made.txt` passes on base already, so it proves nothing by itself',
    'note `grep -q 1 made.txt` passes on base already, so it proves nothing by itself',
    'note `rm -rf .git src && echo gone` passes on base already, so it proves nothing by itself',
    'warning nothing in the accept of after proves the work',
  ])
})

test("setup commands run first, with the worker's variables; a failed setup is reported instead of the commands", async () => {
  const { findings, configure, directory } = await aProject(
    aTask(['test "$WHO" = me && test -f installed'], '    setup: ["echo x > installed; echo s >> $HOME/setups"]\n    env: { WHO: me }\n'),
  )
  expect(levels(await findings())).toEqual(['warning nothing in the accept of api proves the work'])
  configure(aTask(['true', 'false'], '    setup: ["echo no network >&2; exit 7"]\n'))
  const [failed, ...others] = await findings()
  expect([failed, others]).toEqual([
    {
      level: 'error',
      task: 'api',
      place: `${directory}/czar.yaml:8:12`,
      text: 'no accept command of api can run on base: the setup command `echo no network >&2; exit 7` failed with exit code 7: no network',
    },
    [],
  ])
})

test('a command that does not end is ended, together with what it started', async () => {
  const { findings, left } = await aProject(aTask(['sleep 300 & sleep 300'], 'policy: { verify: { timeout: 1s } }\n'))
  expect(levels(await findings())).toEqual(['warning `sleep 300 & sleep 300` did not end within 1 s on base'])
  expect(left()).toEqual({ worktrees: false, processes: 0 })
})

test('a task that depends on another one is reported in the same way', async () => {
  const { findings } = await aProject(`workers:
  - { id: one, task: Write src/b.txt, accept: ["test -f src/b.txt"] }
  - { id: two, task: Write src/c.txt, depends_on: [one], accept: ["test -f src/b.txt"] }
  - { id: three, task: Write src/d.txt, depends_on: [one], accept: ["true"] }
`)
  expect(levels(await findings())).toEqual(['warning nothing in the accept of three proves the work'])
})

test('in a repository without a commit there is no base, and the error names the command to type', async () => {
  const { start } = await aProject(aTask(['true']), {})
  const { exitCode, stderr } = await start()
  expect(exitCode).toBe(3)
  expect(stderr).toContain('has no commit yet: git -C')
})

test('a bare repository has a base too', async () => {
  const { directory, repository, findings } = await aProject(aTask(['true']))
  await execa('git', ['clone', '-q', '--bare', repository, join(directory, 'bare.git')])
  rmSync(repository, { recursive: true })
  writeFileSync(join(directory, 'czar.yaml'), `project: app\nrepo: ./bare.git\nagent: scripted\n${aTask(['grep -q a src/a.txt'])}`)
  expect(levels(await findings())).toEqual(['warning nothing in the accept of api proves the work'])
})

test('a script that is not executable is a mistake, and the message says how to correct it', async () => {
  const { repository, git, findings } = await aProject(aTask(['./check.sh']), { 'check.sh': 'exit 1\n', b: '' })
  expect((await findings())[0]?.text).toContain('make it executable: git update-index --chmod=+x ./check.sh')
  await git('update-index', '--chmod=+x', './check.sh')
  await chmod(join(repository, 'check.sh'), 0o755)
  await git('commit', '-q', '-m', 'Mend it')
  expect(await findings()).toEqual([])
})

test('Ctrl-C ends the command and removes the worktree', async () => {
  const { directory, start, left } = await aProject(aTask(['echo begun > $HOME/begun; sleep 300']))
  const running = start()
  await until(() => existsSync(join(directory, 'begun')))
  expect(left().processes).toBeGreaterThan(0)
  running.kill('SIGINT')
  expect((await running).exitCode).toBe(130)
  expect(left()).toEqual({ worktrees: false, processes: 0 })
})

test('after kill -9 the next run removes the worktree and ends what still runs', async () => {
  const { directory, configure, git, start, left } = await aProject(aTask(['echo begun > $HOME/begun; exec sleep 300']))
  const running = start()
  await until(() => existsSync(join(directory, 'begun')))
  running.kill('SIGKILL')
  await running
  expect(await git('worktree', 'list')).toContain('.proofs')
  configure(aTask(['test -f src/b.txt']))
  expect((await start()).exitCode).toBe(0)
  expect([left(), await git('worktree', 'list')]).toEqual([{ worktrees: false, processes: 0 }, expect.not.stringContaining('.proofs')])
})

test('of two runs for the same project at once, the second is refused', async () => {
  const { directory, start } = await aProject(aTask(['echo begun > $HOME/begun; sleep 300']))
  const running = start()
  onTestFinished(() => void running.kill('SIGINT'))
  await until(() => existsSync(join(directory, 'begun')))
  const { exitCode, stderr } = await start()
  expect([exitCode, stderr]).toEqual([3, expect.stringContaining(`(pid ${running.pid}); wait for its end`)])
  running.kill('SIGINT')
  expect((await running).exitCode).toBe(130)
})
