import { execFileSync } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aReceiver } from '../adapters/alerts/support/receiver.ts'
import { aStateDir } from './support/a-state-dir.ts'
import { czar } from './support/run-in-process.ts'

async function aProjectFile(alerts: string) {
  const { root, env } = await aStateDir()
  const cwd = join(root, '..', 'work')
  await mkdir(cwd)
  execFileSync('git', ['init', '-q', '-b', 'main', join(cwd, 'repository')])
  await writeFile(join(cwd, 'czar.yaml'), `project: sample\nrepo: repository\nworkers: [{id: one, task: do it}]\nalerts: ${alerts}\n`)
  const doctor = (more: Record<string, string> = {}) =>
    czar(['doctor', '--alerts', 'czar.yaml', '--json'], { cwd, env: { ...env, PATH: process.env['PATH'] ?? '', ...more } })
  return { cwd, doctor }
}

function alertsIn(stdout: string): readonly string[] {
  const { checks } = JSON.parse(stdout) as { checks: { name: string; state: string; says: string }[] }
  return checks.filter(({ name }) => name.startsWith('alert')).map(({ name, state, says }) => `${state} ${name}: ${says}`)
}

test('czar doctor --alerts sends a test alert each way, and prints the outcome of each', async () => {
  const { received, url } = await aReceiver(
    response => response.end('ok'),
    response => response.writeHead(403).end('bad token'),
  )
  const { cwd, doctor } = await aProjectFile(`
  - { via: tmux }
  - { via: bell }
  - { via: command, command: [sh, -c, "cat > got.json"] }
  - { via: webhook, url: "${url('/one').href}" }
  - { via: webhook, url_env: HOOK, shape: slack }`)
  const first = await doctor({ HOOK: url('/two/topsecret').href })
  expect(alertsIn(first.stdout).map(text => text.replace(/127\S+/, 'HOST'))).toEqual([
    'note alert tmux: no person has a terminal of the fleet open, so no terminal rang',
    'note alert bell: no person has a terminal of the fleet open, so no terminal rang',
    'good alert command: sent: exit 0',
    expect.stringMatching(/good alert webhook: sent: HTTP 200|bad alert webhook: .*HTTP 403: bad token/),
    expect.stringMatching(/good alert webhook-2: sent: HTTP 200|bad alert webhook-2: .*HTTP 403: bad token/),
  ])
  expect(first.code).toBe(1)
  expect(first.stdout).not.toContain('topsecret')
  expect(JSON.parse(await readFile(join(cwd, 'got.json'), 'utf8'))).toMatchObject({ version: 1, kind: 'test', project: 'sample' })
  expect(received.map(({ path }) => path).toSorted()).toEqual(['/one', '/two/topsecret'])
})

test('czar doctor --alerts names a missing variable or program', async () => {
  const { doctor } = await aProjectFile(`
  - { via: desktop }
  - { via: command, command: [./page-me] }
  - { via: webhook, url_env: HOOK }
  - { via: webhook, url_env: OTHER }`)
  const { stdout, code } = await doctor({ PATH: '/nowhere', OTHER: 'http://chat.example/topsecret' })
  expect(alertsIn(stdout)).toEqual([
    expect.stringMatching(/^bad alert desktop: (notify-send|osascript) did not take the alert: there is no such program$/),
    'bad alert command: ./page-me did not take the alert: there is no such program',
    'bad alert webhook: alert webhook cannot reach anybody: the variable HOOK is not set',
    expect.stringContaining('bad alert webhook-2: alert webhook-2 cannot reach anybody: the address in OTHER cannot be used'),
  ])
  expect(stdout).not.toContain('topsecret')
  expect(code).toBe(1)
})

test('czar doctor --alerts notes a project file without alerts', async () => {
  const { doctor } = await aProjectFile('[]')
  expect(alertsIn((await doctor()).stdout)).toEqual(['note alerts: czar.yaml names no alerts'])
})
