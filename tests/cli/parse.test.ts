import { Command } from 'commander'
import { expect, test } from 'vitest'
import type { CliIo } from '../../src/cli/io.ts'
import { registerStop } from '../../src/cli/verbs/fleet/stop.ts'
import { registerAttach } from '../../src/cli/verbs/look/attach.ts'
import { registerLog } from '../../src/cli/verbs/look/log.ts'
import { registerNext } from '../../src/cli/verbs/look/next.ts'
import { registerStatus } from '../../src/cli/verbs/look/status.ts'
import { registerWhy } from '../../src/cli/verbs/look/why.ts'
import { registerAssign } from '../../src/cli/verbs/steer/assign.ts'
import { registerNudge } from '../../src/cli/verbs/steer/nudge.ts'
import { registerPause } from '../../src/cli/verbs/steer/pause.ts'
import { registerResume } from '../../src/cli/verbs/steer/resume.ts'
import { registerTell } from '../../src/cli/verbs/steer/tell.ts'
import { registerReport } from '../../src/cli/verbs/worker/report.ts'
import { recordedIo } from './support/run-in-process.ts'

type Register = (program: Command, io: CliIo, run: (options: object) => Promise<void>) => void

const nothing = { task: null, plan: [], done: null, total: null }

test.each<[string, Register, object]>([
  ['status', registerStatus, { project: undefined, json: false, watch: false }],
  ['status -w --json -p gateway', registerStatus, { project: 'gateway', json: true, watch: true }],
  ['log -n 5 --follow --worker api', registerLog, { lines: 5, follow: true, worker: 'api', json: false }],
  ['log', registerLog, { lines: 50, follow: false, worker: undefined }],
  ['why api --long', registerWhy, { worker: 'api', long: true }],
  ['tell all look here', registerTell, { worker: 'all', text: 'look here' }],
  ['assign api bench -p gateway', registerAssign, { project: 'gateway', worker: 'api', task: 'bench' }],
  ['nudge api', registerNudge, { worker: 'api' }],
  ['pause all', registerPause, { worker: 'all' }],
  ['resume api', registerResume, { worker: 'api' }],
  ['next', registerNext, { project: undefined, print: false }],
  ['next --print -p gateway', registerNext, { project: 'gateway', print: true }],
  ['stop', registerStop, { worker: null }],
  ['stop api', registerStop, { worker: 'api' }],
  ['attach api -r', registerAttach, { worker: 'api', readOnly: true }],
  [
    'report ack --task a1 words --plan a.ts b.ts',
    registerReport,
    { ...nothing, kind: 'ack', task: 'a1', text: 'words', plan: ['a.ts', 'b.ts'] },
  ],
  ['report progress --done 0 --total 7 now', registerReport, { ...nothing, kind: 'progress', done: 0, total: 7, text: 'now' }],
  ['report blocked --task a1 why', registerReport, { ...nothing, kind: 'blocked', task: 'a1', text: 'why' }],
  ['report refuse --task a1 no', registerReport, { ...nothing, kind: 'refuse', task: 'a1', text: 'no' }],
  ['report done --task a1 all', registerReport, { ...nothing, kind: 'done', task: 'a1', text: 'all' }],
  ['report note hm', registerReport, { ...nothing, kind: 'note', text: 'hm' }],
  ['report note --task a1 hm', registerReport, { ...nothing, kind: 'note', task: 'a1', text: 'hm' }],
  ['report fact --confirms f7', registerReport, { ...nothing, kind: 'fact', text: '', confirms: 7 }],
  ['report fact hm', registerReport, { ...nothing, kind: 'fact', text: 'hm' }],
  ['report fact --contradicts f12 hm', registerReport, { ...nothing, kind: 'fact', text: 'hm', contradicts: 12 }],
  ['report fact --forget f7', registerReport, { ...nothing, kind: 'fact', text: '', forget: 7 }],
])('the command line "czar %s" is parsed as documented', async (line, register, expected) => {
  const { io } = recordedIo()
  let options: object | null = null
  const program = new Command('czar').exitOverride()
  register(program, io, async (given: object) => {
    options = given
  })
  await program.parseAsync(line.split(' '), { from: 'user' })
  expect(options).toMatchObject({ ...expected, io })
})
