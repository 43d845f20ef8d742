import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet, aScriptedWorker, honestly } from '../support/a-fleet.ts'
import { until } from '../support/until.ts'

test.skipIf(process.platform !== 'linux')('fault 48: a czar that can open no more files lives on, and continues when it can', async () => {
  const [ack = '', ...others] = honestly('one')
  const fleet = await aFleet(`workers:\n${aScriptedWorker('one', [ack, 'wait_for: ../../../go-on', ...others])}`)
  expect(await fleet.launch()).toMatchObject({ code: 0 })
  await fleet.eventually('report.received')
  const pid = fleet.supervisorPid()

  limitFiles(pid, readdirSync(`/proc/${pid}/fd`).length)
  fleet.git('commit', '-q', '--allow-empty', '-m', 'Somebody moves base')
  // The czar looks at the branches again within 15 s.
  const log = () => readFileSync(join(fleet.projectDir, 'supervisor.log'), 'utf8')
  await until(log, text => text.includes('EMFILE') && text.includes('could not be read'), {
    timeoutMs: 300_000,
    what: 'a look that failed',
  })
  expect(fleet.supervisorPid(), 'it lives on').toBe(pid)

  limitFiles(pid, 4_096)
  writeFileSync(join(fleet.directory, 'go-on'), '')
  await fleet.eventually('project.finished', event => event.verified === 1)
  expect(fleet.events().filter(event => event.kind === 'czar.started')).toHaveLength(1)
})

/** Limits the running process itself, because a new launch would need more files to begin with. */
function limitFiles(pid: number, files: number): void {
  execFileSync('prlimit', ['--pid', String(pid), `--nofile=${files}:4096`])
}
