import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeSmallRepository } from '../../support/small-repository.ts'
import { BEHAVIOURS } from '../all.ts'
import type { Named } from '../load-behaviours.ts'

const play = fileURLToPath(new URL('../play.ts', import.meta.url))

export const PROJECT = 'behaviours'
/** The default times divided by ten to thirty, because these programs do in seconds what takes agents minutes. */
export const POLICY = {
  idle_after: '3s',
  ack_within: '12s',
  stuck_after: '45s',
  restart: { max: 3, within: '10m', backoff: '1s..3s' },
  verify: { timeout: '20s' },
  questions: 'decide',
  disk_reserve: 0,
} as const
export const STUCK_AFTER_MS = 45_000

/** Makes a repository with a folder for each known behaviour, and a project file with a worker for each of the given behaviours. */
export function writeProject(directory: string, behaviours: readonly Named[], env: NodeJS.ProcessEnv): void {
  const repository = join(directory, 'repository')
  const checks = Object.keys(BEHAVIOURS).map(name => [`area/${name}/check.sh`, CHECK] as const)
  makeSmallRepository(repository, { files: Object.fromEntries(checks), env })
  // The user's own checkout is on another branch, so that a worker can move base.
  execFileSync('git', ['switch', '-q', '-c', 'mine'], { cwd: repository, env })
  const project = {
    project: PROJECT,
    repo: './repository',
    base: 'main',
    watchdog: false,
    alerts: [],
    policy: POLICY,
    agents: Object.fromEntries(behaviours.map(named => [named.name, profileOf(directory, named)])),
    workers: behaviours.map(named => workerOf(directory, named)),
  }
  // JSON is valid YAML.
  writeFileSync(join(directory, 'czar.yaml'), JSON.stringify(project, null, 1))
}

/** The result of a folder's task: five digits, which depend on the folder's name. */
export function sumOf(name: string): string {
  return String([...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 90_000, 7) + 10_000)
}

const CHECK = `#!/bin/sh
# Has this area its three parts and its sum?
cd "$(dirname "$0")" || exit 1
for part in 1 2 3; do
  test -s "part-$part.txt" || { echo "part-$part.txt is missing"; exit 1; }
done
test "$(cat total.txt)" = "$1" || { echo "total.txt is not $1"; exit 1; }
`

function profileOf(directory: string, { name, behaviour }: Named) {
  const program = [process.execPath, play, name]
  return {
    extends: 'command',
    command: behaviour.leavesShell === true ? ['/bin/sh', '-c', `${program.map(word => `'${word}'`).join(' ')}; exec /bin/sh`] : program,
    env: { MARKS: join(directory, 'marks', name), NODE_COMPILE_CACHE: join(directory, 'compiled') },
    ready: { screen: '^mybot> $' },
    busy: { screen: '^[|/\\\\-] Working \\(' },
    start_within: '20s',
    ...behaviour.profile,
  }
}

function workerOf(directory: string, { name, behaviour }: Named) {
  const sum = sumOf(name)
  return {
    id: name,
    agent: name,
    owns: [`area/${name}/**`],
    accept: [
      `sh area/${name}/check.sh ${sum}`,
      ...(behaviour.accept ?? []).map(command => command.replaceAll('{scratch}', join(directory, `scratch-${name}`))),
    ],
    task: `Area ${name}, sum ${sum}.\n\nWrite area/${name}/part-1.txt, part-2.txt and part-3.txt, each with a line about ${name}, and\nthe number ${sum} into area/${name}/total.txt. Commit each step.\n`,
  }
}
