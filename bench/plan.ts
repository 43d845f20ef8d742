// Measures how long `czar plan --from` takes: `node bench/plan.ts [tasks] [rounds]`.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const count = Number(process.argv[2] ?? 40)
const rounds = Number(process.argv[3] ?? 7)
const program = fileURLToPath(new URL('../bin/czar.js', import.meta.url))
const directory = mkdtempSync(join(tmpdir(), 'czar-bench-'))

try {
  execFileSync('git', ['init', '-q', '-b', 'main', directory])
  writeFileSync(
    join(directory, 'plan.md'),
    `# Shop\n\nKeep it fast.\n\n${Array.from({ length: count }, (_, index) => taskText(index)).join('\n')}`,
  )
  const times = Array.from({ length: rounds }, (_, round) => {
    const started = performance.now()
    execFileSync(process.execPath, [program, 'plan', '--from', 'plan.md', '--out', `out${round}`], { cwd: directory })
    return performance.now() - started
  }).sort((one, other) => one - other)
  const [median = 0, worst = 0] = [times[Math.floor(rounds / 2)], times.at(-1)]
  console.log(`${count} tasks from Markdown to a checked project file: median ${median.toFixed(0)} ms, worst ${worst.toFixed(0)} ms`)
} finally {
  rmSync(directory, { recursive: true })
}

/** A task of some length that waits for two earlier ones. */
function taskText(index: number): string {
  const needs = [Math.floor(index / 2), Math.floor(index / 3)].filter(need => need > 0 && need <= index)
  const words = Array.from({ length: 20 }, (_, line) => `Sentence ${line} says what part ${index} of the shop does, and why.`).join('\n')
  const after = needs.length === 0 ? 'none' : [...new Set(needs)].join(', ')
  return `## ${index + 1}. Part ${index + 1}\n${words}\n\n- depends on: ${after}\n- owns: src/part${index}/**\n- accept: \`npm test -- part${index}\`\n`
}
