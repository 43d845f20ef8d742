import type { Change, Steps } from './steps.ts'
import { ack, check, claim, commit, edited, isNews, mergeIn, testOf, write } from './steps.ts'

const FILE = 'src/core/text/listed.ts'
const TEST = 'tests/core/text/listed.test.ts'
const SPEC = 'results/listed/spec.md'

const SPEC_TEXT = `# Lists of names

## Behaviour

- A name with a comma is quoted, so it does not read like two names: \`["a,b", "c"]\` becomes \`"a,b", c\`.
- An empty name is quoted, so it can be seen: \`["a", ""]\` becomes \`a, ""\`.
- All other names are shown as before. At most ten names are shown.

## Criteria

- \`${testOf(TEST)}\` succeeds. It tests a comma, an empty name, a blank, a control character and eleven names.

Not part of the work: the number of names that are shown.
`

const HEAD = `import { expect, test } from 'vitest'
import { listed } from '../../../src/core/text/listed.ts'

test.each([
  ['no name', [], ''],
  ['plain names', ['src/a.ts', 'src/b.ts'], 'src/a.ts, src/b.ts'],
  ['a name with a comma', ['a,b', 'c'], '"a,b", c'],
`
const MORE = `  ['an empty name', ['a', '', 'b'], 'a, "", b'],
  ['a name with a blank', ['my file.txt'], '"my file.txt"'],
  ['a name that would change the writing direction', ['a\\u202etxt.exe'], '"a\\\\u202etxt.exe"'],
  ['a name with a line break', ['a\\nb'], '"a\\\\nb"'],
  ['eleven names', [...'abcdefghijk'], 'a, b, c, d, e, f, g, h, i, j and 1 more'],
`
const TAIL = `])('a list with %s', (_what, names, text) => {
  expect(listed(names)).toBe(text)
})
`

/** A small change of the code in three stages. The test stage finds a fault, and the work goes back once. */
export function listedChange(repository: string): Change {
  const comment = [
    'Names with control characters or blanks are quoted.',
    'An empty name is quoted, and so is one with a blank, a comma, a quote or a control character.',
  ] as const
  const withComma = edited(repository, FILE, [comment, [`(/[\\s"'`, `(/[\\s,"'`]])
  const mended = edited(repository, FILE, [comment, [`(/[\\s"'`, `(/^$|[\\s,"'`]])
  const specify: Steps = (turn, agent) => [
    ack(turn, `${SPEC} must say the behaviour and the criteria of listed, for names with a comma and for empty names`, [SPEC]),
    agent.read(`${turn.worktree}/${FILE}`),
    write(turn, SPEC, SPEC_TEXT),
    commit('Specify how names are listed', [SPEC]),
    claim(turn, 'the specification has the behaviour and the criteria'),
  ]
  const implement: Steps = (turn, agent) =>
    turn.text.includes(' shows that this work is wrong ')
      ? [
          mergeIn(turn),
          write(turn, FILE, mended),
          commit('Quote empty names in lists', [FILE]),
          check(testOf(TEST)),
          claim(turn, 'an empty name is quoted too'),
        ]
      : [
          ack(turn, `listed must quote a name with a comma and an empty name, and ${TEST} must pass`, [FILE, TEST]),
          agent.read(`${turn.worktree}/${FILE}`),
          write(turn, FILE, withComma),
          write(turn, TEST, HEAD + TAIL),
          commit('Quote names with a comma in lists', [FILE, TEST]),
          check(testOf(TEST)),
          claim(turn, 'names with a comma are quoted, and a test says so'),
        ]
  const examine: Steps = (turn, agent) =>
    turn.assignment.endsWith('.1')
      ? [
          ack(turn, `${TEST} must test what the specification says: a comma, an empty name, a blank, a control character, eleven names`, [
            TEST,
          ]),
          agent.read(`${turn.worktree}/${TEST}`),
          write(turn, TEST, HEAD + MORE + TAIL),
          commit('Test lists with odd names', [TEST]),
          check(testOf(TEST)),
          {
            run: `czar report done --task ${turn.assignment} "an empty name is not quoted, as the specification says" --fails "${testOf(TEST)}"`,
          },
        ]
      : [
          ack(turn, `${TEST} must test what the specification says, and pass with the mended work`, [TEST]),
          mergeIn(turn),
          check(testOf(TEST)),
          claim(turn, 'all tests of the specification pass'),
        ]
  const unlessNews =
    (steps: Steps): Steps =>
    (turn, agent) =>
      isNews(turn) ? [] : steps(turn, agent)
  return {
    task: {
      id: 'listed',
      title: 'Quote names with commas and empty names in lists',
      text: `\`listed\` in ${FILE} puts at most ten names into one line, separated by commas. A name that has a comma itself reads like two names, and an empty name cannot be seen. Both must be quoted, like names with blanks are today. Nothing else about the lists changes. There is no test of this function yet: write ${TEST}, with one row for each kind of name.`,
      owns: [FILE, TEST],
      accept: [testOf(TEST)],
    },
    workers: { 'listed-spec': unlessNews(specify), 'listed-implement': unlessNews(implement), 'listed-test': unlessNews(examine) },
  }
}
