import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { refuseForeignAgents } from '../../../src/adapters/processes/refuse-foreign-agents.ts'
import { temporaryDirectory } from '../../support/temporary.ts'

/**
 * A worktree, the directories of two projects, and a program that runs in the worktree as if the czar of one of the projects had started
 * it.
 */
async function aWorktree(marks: (other: string) => Readonly<Record<string, string>>, cwd = 'worktree/src') {
  const root = await temporaryDirectory()
  const path = (name: string) => join(root, name)
  for (const name of ['worktree/src', 'worktree2', 'mine/fleet', 'other/fleet']) mkdirSync(path(name), { recursive: true })
  const program = spawn('sleep', ['300'], {
    cwd: path(cwd),
    env: { PATH: process.env['PATH'], ...marks(path('other/fleet')) },
    stdio: 'ignore',
  })
  onTestFinished(() => void program.kill('SIGKILL'))
  await once(program, 'spawn')
  return {
    path,
    pid: program.pid,
    refuse: (worktree = 'worktree', owner = 'mine/fleet') => refuseForeignAgents([path('absent'), path(worktree)], path(owner)),
  }
}

const agentOf = (owner: string) => ({ CZAR_PROJECT_DIR: owner, CZAR_WORKER: 'one', CZAR_INCARNATION: '1' })

test('fault 110: an agent of another fleet in a worktree refuses the launch, with the command that ends that fleet', async () => {
  const { path, pid, refuse } = await aWorktree(agentOf)
  const refusal = {
    exitCode: 3,
    message: `an agent of another fleet works in ${path('worktree')}: process ${pid} of ${path('other/fleet')}`,
    hint: expect.stringContaining(`CZAR_STATE_DIR=${path('other')} czar stop -p fleet   #`),
  }
  await expect(refuse()).rejects.toMatchObject(refusal)
  symlinkSync(path('worktree'), path('link'))
  await expect(refuse('link'), 'through a link').rejects.toMatchObject({ exitCode: 3 })
  rmSync(path('other'), { recursive: true })
  await expect(refuse(), 'whose state is gone').rejects.toMatchObject({ hint: expect.stringContaining(`kill ${pid} `) })
})

test("fault 110: a fleet's own agents, people, and programs beside a worktree do not refuse the launch", async () => {
  const { path, refuse } = await aWorktree(agentOf)
  await refuse('worktree', 'other/fleet')
  symlinkSync(path('other'), path('state'))
  await refuse('worktree', 'state/fleet')
  await refuse('worktree2')
  const person = await aWorktree(() => ({}))
  await person.refuse()
  const client = await aWorktree(owner => ({ CZAR_PROJECT_DIR: owner }))
  await client.refuse()
})
