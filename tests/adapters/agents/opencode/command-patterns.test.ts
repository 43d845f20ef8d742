import { expect, test } from 'vitest'
import { commandPatterns } from '../../../../src/adapters/agents/opencode/command-patterns.ts'

test.each([
  ['npm test -- api', ['npm test -- api']],
  ['npm run lint && npm test; echo "a; b" | cat', ['npm run lint', 'npm test', 'echo "a; b"', 'cat']],
  [`sh -c 'echo "(x)"' | sh -c 'cat > made'`, [`sh -c 'echo "(x)"'`, `sh -c 'cat > made'`]],
  ['make 2>&1 >| log || exit 1', ['make 2>&1 >| log', 'exit 1']],
  ['test "$(wc -l <a)" = 3', ['test "$(wc -l <a)" = 3', 'wc -l <a']],
  ['for f in src/*.ts; do node "$f"; done', ['node "$f"']],
  ['if ! grep -q x a; then exit 1; fi', ['grep -q x a', 'exit 1']],
  ['(cd web && npm ci)', ['cd web', 'npm ci']],
  ['ls build/*.js', ['ls build/?.js']],
])('%s is allowed by a pattern for each of its commands', (command, patterns) => {
  expect(commandPatterns(command)).toEqual(patterns)
})
