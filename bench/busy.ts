import { execFileSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readHolder } from '../src/adapters/journal/supervisor-holder.ts'
import { readStatus } from '../src/adapters/status/read-status.ts'
import { makeLargeRepository, stallingProject } from './support/large-repository.ts'
import { processorTime } from './support/processor-time.ts'

/**
 * Measures what a czar and its git processes cost (per cent of one core) while builds and tests write files. Ten times a second, something
 * is written into each of six worktrees of 5,000 files. Run: npm run bench -- busy
 */
const SECONDS = Number(process.env['SECONDS'] ?? 30)
const WORKERS = 6
const WRITE_EVERY_MS = 100
const bin = fileURLToPath(new URL('../bin/czar.js', import.meta.url))

const directory = await mkdtemp(join(tmpdir(), 'czar-busy-'))
const env = { ...process.env, CZAR_STATE_DIR: join(directory, 'status') }
const projectDir = join(directory, 'status', 'busy')
const czar = (...words: string[]) => execFileSync(process.execPath, [bin, ...words], { env, cwd: directory, stdio: 'pipe' })
try {
  await makeLargeRepository(join(directory, 'repository'))
  await writeFile(join(directory, 'czar.yaml'), stallingProject('busy', WORKERS))
  czar('launch', 'czar.yaml')
  await untilDelivered()
  const pid = readHolder(projectDir)?.pid ?? 0
  await untilAtRest(pid)
  const before = processorTime(pid)
  const startedAt = Date.now()
  while (Date.now() < startedAt + SECONDS * 1_000) {
    for (let worker = 0; worker < WORKERS; worker++) {
      appendFileSync(join(directory, 'repository.worktrees', 'busy', `w${worker}`, `folder${worker}`, 'new.txt'), 'x\n')
    }
    await new Promise(resolve => setTimeout(resolve, WRITE_EVERY_MS))
  }
  const after = processorTime(pid)
  const seconds = (Date.now() - startedAt) / 1_000
  const share = (part: 'own' | 'children') => `${(((after[part] - before[part]) / seconds) * 100).toFixed(1)} %`
  console.log(`supervisor ${share('own')} of a core, the git it runs ${share('children')}`)
} finally {
  // The cleanup also runs after a failure. Otherwise the czar would run for ever although its directory is gone.
  czar('stop', '-p', 'busy')
  await rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}

async function untilDelivered(): Promise<void> {
  for (let deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    await new Promise(resolve => setTimeout(resolve, 200))
    const { workers } = readStatus(projectDir)
    if (Object.values(workers).filter(({ assignment }) => assignment?.state === 'delivered').length === WORKERS) return
  }
  throw new Error('six tasks were not delivered within a minute')
}

/** Waits until the czar has looked at each worktree for the first time and watches its files. */
async function untilAtRest(pid: number): Promise<void> {
  const total = () => Object.values(processorTime(pid)).reduce((sum, seconds) => sum + seconds, 0)
  for (let deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    const before = total()
    await new Promise(resolve => setTimeout(resolve, 3_000))
    if (total() - before < 0.3) return
  }
  throw new Error('the supervisor did not come to rest within a minute')
}
