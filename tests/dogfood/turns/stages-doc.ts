import type { Change, Steps } from './steps.ts'
import { ack, check, claim, commit, isNews, testOf, write } from './steps.ts'

const PAGE = 'docs/stages.md'
const TEST = 'tests/docs/stages.test.ts'

/** The command of the review. It changes the agent's name on the page, and then the test must fail. */
const BROKEN_PAGE = `sed -i "s/sum-test: claude/sum-test: codex/" ${PAGE} && ! ${testOf(TEST)}`

const HEAD = `import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { czar } from '../cli/support/run-in-process.ts'
import { temporaryDirectory } from '../support/temporary.ts'

const page = readFileSync(fileURLToPath(new URL('../../docs/stages.md', import.meta.url)), 'utf8')

test('czar validate says about the example in docs/stages.md what stands below it', async () => {
  const cwd = await temporaryDirectory()
  execFileSync('git', ['init', '-q', '-b', 'main', join(cwd, 'repository')])
  const [, file = '', shown = ''] = /\`\`\`yaml\\n([\\s\\S]*?)\`\`\`[\\s\\S]*?\`\`\`text\\n([\\s\\S]*?)\`\`\`/.exec(page) ?? []
  writeFileSync(join(cwd, 'czar.yaml'), file)
  const { stdout } = await czar(['validate', 'czar.yaml'], { cwd, env: { PATH: process.env['PATH'] ?? '' } })
`
const WEAK = `  expect(shown).not.toBe('')
  expect(stdout).toContain('sum: test 3/3')
})
`
const WHOLE = `  expect(shown.split('\\n')).toHaveLength(4)
  expect(stdout).toContain(shown)
})
`

/** A test for an example in the documentation. The review shows that the first version of this test does not notice a wrong page. */
export function stagesDocChange(): Change {
  const author: Steps = (turn, agent) => {
    if (isNews(turn)) return []
    if (turn.text.includes(BROKEN_PAGE))
      return [
        write(turn, TEST, HEAD + WHOLE),
        commit('Compare the whole example of stages', [TEST]),
        check(testOf(TEST)),
        claim(turn, 'the test compares all lines of the page'),
      ]
    return [
      ack(turn, `${TEST} must run czar validate on the example of ${PAGE}, and fail when the page shows other lines`, [TEST]),
      agent.read(`${turn.worktree}/${PAGE}`),
      write(turn, TEST, HEAD + WEAK),
      commit('Test the example of stages', [TEST]),
      check(testOf(TEST)),
      claim(turn, 'the example of the page is tested'),
    ]
  }
  return {
    task: {
      id: 'stages-doc',
      title: 'Hold the example of docs/stages.md with a test',
      text: `${PAGE} has an example of a project file, and below it the lines that \`czar validate\` prints. Nothing tests that these lines are true. Write ${TEST}, like tests/docs/planning.test.ts: it takes the example and the lines from the page, runs czar validate in the test's process, and fails if the page shows other lines than czar prints. If the page is wrong, correct it.`,
      owns: [PAGE, TEST],
      accept: [testOf(TEST)],
    },
    workers: { 'stages-doc': author },
  }
}

/** What a review of this work finds: nothing, once the test compares the whole example. */
export const STAGES_DOC_FINDING = {
  path: TEST,
  severity: 'major',
  claim: `the test passes although ${PAGE} names another agent than czar prints; the task asks for a test that fails then`,
  evidence: { command: BROKEN_PAGE },
}
