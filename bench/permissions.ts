import { rmSync } from 'node:fs'
import { createRandom } from '../simulation/random.ts'
import { readShellLine } from '../src/core/text/shell-words.ts'
import { aLine } from '../tests/support/shell-lines/a-line.ts'
import { allowedByGeminiAlone, allowedByRule } from '../tests/support/shell-lines/allowed-by-rule.ts'
import { linesThatWrite } from '../tests/support/shell-lines/lines-that-write.ts'
import { makeSandbox, type Sandbox } from '../tests/support/shell-lines/sandbox.ts'

/**
 * Tests command lines with the permission rules of each agent program. The bench runs the allowed lines in bash and dash, in a namespace
 * that reveals every write outside the worktree. The last row of the table tests Gemini CLI's own policy, which decides when czar's hook
 * does not answer in time. The bench gives this policy single commands, because Gemini CLI splits lines itself. It gives the policy no `git
 * mv`, because only the hook can tell whether a path leads through a link. Run: npm run bench -- permissions 100000 seed
 */
const COUNT = Number(process.argv[2] ?? 100_000)
const SEED = process.argv[3] ?? 'one'

type Judge = (sandbox: Sandbox) => (line: string) => boolean
const JUDGES: readonly (readonly [string, Judge])[] = [
  ...(['claude', 'codex', 'gemini', 'opencode'] as const).map(name => [name, (sandbox: Sandbox) => allowedByRule(name, sandbox)] as const),
  ['gemini, its policy alone', sandbox => single(allowedByGeminiAlone(sandbox))],
]

console.log('program                      lines  allowed  of them different  wrote outside in bash  in dash       s')
const rows = [...JUDGES]
await Promise.all([tellRows(), tellRows()])

async function tellRows(): Promise<void> {
  for (let row = rows.shift(); row !== undefined; row = rows.shift()) await tellRow(...row)
}

async function tellRow(name: string, judge: Judge): Promise<void> {
  const begin = performance.now()
  const sandbox = makeSandbox()
  const random = createRandom(`${SEED}/${name}`)
  const isAllowed = judge(sandbox)
  const allowed = Array.from({ length: COUNT }, () => aLine(random, sandbox)).filter(isAllowed)
  const different = [...new Set(allowed)]
  const wrote = { bash: await linesThatWrite(sandbox, 'bash', different), dash: await linesThatWrite(sandbox, 'dash', different) }
  rmSync(sandbox.root, { recursive: true })
  const numbers = [
    COUNT,
    allowed.length,
    different.length,
    wrote.bash.length,
    wrote.dash.length,
    Math.round((performance.now() - begin) / 1000),
  ]
  console.log([name.padEnd(24), ...numbers.map((number, at) => String(number).padStart([9, 9, 19, 23, 9, 8][at] as number))].join(''))
  for (const { line, changed } of [...wrote.bash, ...wrote.dash]) console.log(`  ${JSON.stringify(line)}\n    ${changed.join('\n    ')}`)
  if (wrote.bash.length + wrote.dash.length > 0) process.exitCode = 1
}

function single(isAllowed: (line: string) => boolean): (line: string) => boolean {
  return line => {
    const commands = readShellLine(line)
    return commands?.length === 1 && commands[0]?.source === line && !/\bmv\b/.test(line) && isAllowed(line)
  }
}
