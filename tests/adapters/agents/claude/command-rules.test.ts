import { expect, test } from 'vitest'
import { commandRules } from '../../../../src/adapters/agents/claude/command-rules.ts'

test.each([
  ['a plain command', 'npm test -- api', ['npm test -- api']],
  ['a chain', 'npm ci && npm test || exit 1', ['npm ci && npm test || exit 1']],
  ['parentheses', 'test "$(wc -l <a)" = 3', [String.raw`test "$\(wc -l <a\)" = 3`]],
  ['a parenthesis that stays open', "grep -q ')' a", [String.raw`grep -q '\)' a`]],
  ['a backslash', String.raw`ls a\ b`, [String.raw`ls a\\ b`]],
  ['a pipeline', 'npm test 2>&1 | tee log|& grep -q "1|2"', ['npm test 2>&1', 'tee log', 'grep -q "1|2"']],
  ['quotes in quotes', String.raw`echo "a \" | b" '"|' \| | cat`, [String.raw`echo "a \\" | b" '"|' \\|`, 'cat']],
  ['a subshell', '(a | b) && c >| d', [String.raw`\(a | b\) && c >| d`]],
  ['several lines', 'npm ci\n\n  npm test\n', ['npm ci', 'npm test']],
  ['what reads as a prefix', 'run a:*', []],
  ['a line that goes on', 'npm \\\n test', []],
])('%s', (_name, command, rules) => {
  expect(commandRules(command)).toEqual(rules.map(rule => `Bash(${rule})`))
})
