import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { COMPILED_CODE } from '../../../support/compiled-code.ts'
import { livingProcessesWith } from '../../../support/living-processes.ts'
import { temporaryDirectory } from '../../../support/temporary.ts'

const BIN = fileURLToPath(new URL('../../../../bin/czar.js', import.meta.url))

test('the demo proves eight tasks without help, prints that, and leaves no process', async () => {
  const directory = await temporaryDirectory()
  const temporary = join(directory, 'tmp')
  mkdirSync(temporary)
  const env = { PATH: process.env['PATH'], HOME: directory, TMPDIR: temporary, ...COMPILED_CODE }
  const demo = spawnSync(process.execPath, [BIN, 'demo'], { encoding: 'utf8', env, timeout: 300_000 })
  onTestFinished(() => rmSync(temporary, { recursive: true, force: true }))

  expect(demo.stderr).toBe('')
  expect(demo.status).toBe(0)
  expect(demo.stdout).toContain('api          REJECTED: ')
  expect(demo.stdout).toContain('cli          agent ended: exited, SIGKILL')
  expect(demo.stdout).toContain('cli          agent started again (start 2)')
  expect(demo.stdout).toContain('docs         start-up dialog: ')
  expect(demo.stdout.match(/ VERIFIED at /g)).toHaveLength(8)
  expect(demo.stdout).toMatch(/^tests +edge_cases \(bonus\) +verified/m)
  expect(demo.stdout).toMatch(/^api +api +verified +\w+ +feat\/api +2 /m)
  expect(demo.stdout).toContain('no person had to help')
  expect(livingProcessesWith(temporary)).toEqual([])

  // At its end, the demo names the tested tree and the one command that moves base to it.
  const [words, last, command = ''] = demo.stdout.trimEnd().split('\n').slice(-3)
  expect(words).toMatch(/^The work of 8 tasks is merged into one tree, .*: branch omnibus\/demo, commit [0-9a-f]{8}\.$/)
  expect(last).toBe('One command is left to type. It puts that tree on main:')
  const landed = spawnSync('sh', ['-c', `${command} && git -C "$1" ls-files`, 'sh', /-C (\S+) /.exec(command)?.[1] ?? ''], {
    encoding: 'utf8',
    env,
  })
  expect(landed.stderr).toBe('')
  expect(landed.stdout).toContain('src/storage/')

  // The commands that the demo prints work unchanged, even if czar is not on PATH.
  const everyStep = /^ {2}every step {2}(.*)$/m.exec(demo.stdout)?.[1] ?? ''
  const log = spawnSync('sh', ['-c', everyStep], { encoding: 'utf8', env, timeout: 60_000 })
  expect(log.stderr).toBe('')
  expect(log.stdout).toContain('project.finished')

  // The czar's summary equals the summary that anybody can later make from the journal.
  const summary = readFileSync(/^ {2}summary {5}(.*)$/m.exec(demo.stdout)?.[1] ?? '', 'utf8')
  expect(summary).toContain('# demo: 8 of 8 tasks verified')
  expect(summary).toContain('- Claims verified at the first try: 7 of 8 (87 %)')
  const later = spawnSync('sh', ['-c', everyStep.replace(/ log /, ' summary ')], { encoding: 'utf8', env, timeout: 60_000 })
  expect(later.stdout).toBe(summary)
})
