import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadProject } from '../src/config/load-project.ts'
import { createDecide } from '../src/core/policy/decide/create-decide.ts'
import { emptyState } from '../src/core/state/empty.ts'
import { fold } from '../src/core/state/fold.ts'
import { compareFiles } from '../src/core/views/file-edit.ts'

/**
 * Measures a reload in a running fleet: reading and checking the project file, comparing it, and loading it into the state with the first
 * decisions. Half of the workers got another task text, one is new, and one is gone. Run: npm run bench -- reload 6 200
 */
const ROUNDS = 15
const root = fileURLToPath(new URL('..', import.meta.url))
const directory = mkdtempSync(join(tmpdir(), 'czar-reload-'))
const paths = {
  profilesDir: join(root, 'config/agents'),
  rolesDir: join(root, 'prompts/roles'),
  workflowsDir: join(root, 'config/workflows'),
  cloneDir: directory,
}
const given = process.argv.slice(2).map(Number)

console.log('workers  read and check ms  compare ms  load and decide ms')
try {
  for (const count of given.length > 0 ? given : [6, 50, 200]) {
    const [before, after] = [fileOf('before', count), fileOf('after', count)]
    const old = await loadProject(before, paths)
    const times: [number, number, number][] = []
    for (let round = 0; round < ROUNDS; round++) {
      const decide = createDecide()
      const running = [
        { kind: 'czar.started', epoch: 1, pid: 1, host: 'here', version: '0', seq: 1, at: 1 } as const,
        { kind: 'project.loaded', project: old, seq: 2, at: 1 } as const,
      ].reduce(fold, emptyState)
      decide(running, 1)
      const begin = performance.now()
      const project = await loadProject(after, paths)
      const read = performance.now()
      compareFiles(old, project)
      const compared = performance.now()
      decide(fold(running, { kind: 'project.loaded', project, seq: 3, at: 2 }), 2)
      times.push([read - begin, compared - read, performance.now() - compared])
    }
    const median = (part: 0 | 1 | 2) => times.map(each => each[part]).sort((one, other) => one - other)[ROUNDS >> 1] ?? Number.NaN
    console.log(
      `${String(count).padStart(7)} ${[0, 1, 2]
        .map(part =>
          median(part as 0 | 1 | 2)
            .toFixed(1)
            .padStart(17),
        )
        .join(' ')}`,
    )
  }
} finally {
  rmSync(directory, { recursive: true })
}

function fileOf(name: string, count: number): string {
  const file = join(directory, `${name}.yaml`)
  const workers = Array.from({ length: count }, (_, at) => {
    const index = name === 'after' ? at + 1 : at
    const task = name === 'after' && index % 2 === 0 ? 'Do it in another way' : 'Do it'
    return `  - { id: w${index}, owns: ["packages/w${index}/**"], accept: ["npm test -- w${index}"], task: "${task} in package ${index}" }`
  })
  writeFileSync(file, `project: many\nrepo: ${directory}\nagent: claude\nworkers:\n${workers.join('\n')}\n`)
  return file
}
