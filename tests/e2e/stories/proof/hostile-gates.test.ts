import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createGates } from '../../../../src/adapters/gates/create-gates.ts'
import type { GateResult } from '../../../../src/core/ports/ports.ts'
import { livingProcessesWith } from '../../../support/living-processes.ts'

type End = Partial<GateResult>

const gates = createGates({ owner: '/a/hostile/project' })

const KILLED: End = { outcome: 'failed', exitCode: null, killedParent: true }
const GRANDPARENT = '$(cut -d" " -f4 /proc/$PPID/stat)'

/**
 * A process whose origin nobody can see: it was forked twice, is in another session, has no environment and no open files, and runs in /.
 */
function escaped(body: string): string {
  return `setsid env -i /bin/sh -c '
    cd /
    setsid /bin/sh -c "$0" "$1" </dev/null >/dev/null 2>&1 &
    exit' 'echo $$ > "$0/pid.new" && mv "$0/pid.new" "$0/pid"; ${body}' "$PWD"
    until [ -s pid ]; do sleep 0.01; done
    rm pid`
}
const LOOP = 'while :; do sleep 0.1; done'
const DEAF = `trap "" TERM HUP INT; ${LOOP}`

const hostile: readonly (readonly [string, string, End, timeoutMs?: number])[] = [
  ['kills its parent and goes on', 'kill -9 $PPID; sleep 60', KILLED],
  ['kills its parent and says all is well', 'kill -9 $PPID; exit 0', KILLED],
  ['asks its parent to go', 'kill -TERM $PPID; sleep 60', KILLED],
  ['kills the parent of its parent', `kill -9 ${GRANDPARENT}; exit 0`, KILLED],
  ["kills its parent's whole group", 'kill -9 -$(cut -d" " -f5 /proc/$PPID/stat); exit 0', KILLED],
  ['kills its own group', 'trap "" TERM; kill 0; exit 0', { outcome: 'passed' }],
  ['kills its own group and itself', 'kill -9 0', { outcome: 'failed', exitCode: 137 }],
  ['kills itself', 'kill -9 $$', { outcome: 'failed', exitCode: 137 }],
  ['stops its parent', 'kill -STOP $PPID; exit 3', { outcome: 'failed', exitCode: 3 }],
  ['stops its parent and the one above', `kill -STOP ${GRANDPARENT} $PPID; exit 0`, { outcome: 'passed' }],
  ['stops itself', 'kill -STOP $$', { outcome: 'timeout' }, 300],
  ['closes its files', 'exec 0<&- 1>&- 2>&-; exit 4', { outcome: 'failed', exitCode: 4 }],
  [
    'closes and uses files it was not given',
    'exec 3>&- 4>&- 5>&-; exec 3>x 4<x; echo status 0 >&3; exit 5',
    { outcome: 'failed', exitCode: 5 },
  ],
  [
    'forges its end in the file of its parent',
    `printf 'status 0\\nkept 0\\n' > /proc/$PPID/fd/3; exit 8`,
    { outcome: 'failed', exitCode: 8 },
  ],
  ['forges one end more', 'echo status 0 > /proc/$PPID/fd/3; exit 1', { outcome: 'failed' }],
  ['closes what its parent holds it by', 'exec 9</proc/$PPID/fd/4; exit 0', { outcome: 'failed' }],
  ['has no file to open left', 'ulimit -n 3; exit 0', { outcome: 'passed' }],
  ['has no program to find', 'unset PATH; exec /bin/true', { outcome: 'passed' }],
  ['leaves its output open in a process of its own', `setsid sh -c '${LOOP}' "$PWD" & exit 0`, { outcome: 'passed' }],
  ['leaves a process without a name', `${escaped(LOOP)}; exit 0`, { outcome: 'passed' }],
  ['leaves one that hears no TERM', `${escaped(DEAF)}; exit 7`, { outcome: 'failed', exitCode: 7 }],
  ['leaves one and kills its parent', `${escaped(LOOP)}; kill -9 $PPID`, KILLED],
  [
    'leaves one that starts another all the time',
    `${escaped(`while :; do setsid sleep 0.3 & sleep 0.01; done`)}; exit 0`,
    { outcome: 'passed' },
  ],
  ['leaves a hundred', `for n in $(seq 100); do setsid sh -c '${LOOP}' "$PWD" & done; exit 0`, { outcome: 'passed' }],
]

interface Hostile {
  readonly title: string
  readonly command: string
  readonly end: End
  readonly timeoutMs: number | undefined
}
const cases = hostile.map(([title, command, end, timeoutMs]): Hostile => ({ title, command, end, timeoutMs }))

test.concurrent.each(cases)(
  'fault 80: a gate that $title ends with the true reason, and none of its processes lives',
  ({ command, end, timeoutMs }) => endsWell(command, end, { timeoutMs }),
)

// These accept commands are also run without Perl, because on a machine without Perl czar can do less.
const withoutPerl = cases.filter(({ title }) => ['kills its parent and goes on', 'stops its parent', 'leaves a hundred'].includes(title))

test.concurrent.each(withoutPerl)('fault 80: without Perl too, a gate that $title', ({ command, end }) =>
  endsWell(command, end, { env: { PERL5OPT: '' } }),
)

// Czar sees the process within a quarter of a second if it has nothing else to do.
test('fault 80: processes that a gate left are ended also if all their parents were killed after czar saw them', () =>
  endsWell(`${escaped(LOOP)}; sleep 5; kill -9 ${GRANDPARENT} $PPID`, KILLED, {}))

/** Runs one command and cleans up itself, because Vitest has no hooks for single tests that run at the same time. */
async function endsWell(command: string, end: End, { timeoutMs = 120_000, env = {} }: { timeoutMs?: number | undefined; env?: object }) {
  const cwd = await mkdtemp(join(tmpdir(), 'czar-hostile-'))
  const gate = { command, cwd, env: { PATH: process.env['PATH'] ?? '', ...env }, timeoutMs, log: join(cwd, 'logs', 'gate.log') }
  try {
    const startedAt = performance.now()
    expect(await gates.run(gate)).toMatchObject(end)
    expect(livingProcessesWith(cwd)).toEqual([])
    expect(performance.now() - startedAt).toBeLessThan(90_000)
    // If czar missed a process, that process has time here to start an ended process again.
    await delay(50)
    expect(livingProcessesWith(cwd)).toEqual([])
  } finally {
    // A process remains here only if the test fails.
    for (const left of livingProcessesWith(cwd)) process.kill(Number.parseInt(left, 10), 'SIGKILL')
    await rm(cwd, { recursive: true, force: true })
  }
}
