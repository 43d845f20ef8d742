import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFleet } from '../../../support/a-fleet.ts'

/**
 * Draws what aider draws, according to aider's source: its prompt, its wait, and a question before each command. Only
 * Enter sends a line.
 */
const LIKE_AIDER = `#!/bin/sh
# Pastes come between marks, as to any editor of lines.
printf '\\033[?2004hAider v0.86.2\\n> '
while IFS= read -r line; do case "$line" in 'Begin now'*) break ;; esac; done
printf 'Waiting for stand-in/model \\n'
sleep 1
ask() {
  printf '%s\\n' "$1"
  printf "Run shell command? (Y)es/(N)o/(D)on't ask again [Yes]: "
  IFS= read -r answer
  [ "$answer" = y ] && sh -c "$1"
}
ask 'czar report ack --task worker.1 "write src/worker/work.txt" --plan src/worker/work.txt'
ask 'mkdir -p src/worker && echo work > src/worker/work.txt'
ask 'git add -A && git commit -q -m work'
ask 'git status --short'
ask 'czar report done --task worker.1 "written"'
printf '> '
while IFS= read -r line; do :; done
`

test('a program that asks before each command gets each answer from its profile, and its work is verified', async () => {
  const fleet = await aFleet('')
  const program = join(fleet.directory, 'aider')
  writeFileSync(program, LIKE_AIDER)
  chmodSync(program, 0o755)
  fleet.configure(
    `agents:\n  aider: { command: [${program}] }\nworkers:\n  - { id: worker, agent: aider, owns: ["src/**"], accept: ["test -s src/worker/work.txt"], task: Write it. }\n`,
  )
  expect(await fleet.launch()).toMatchObject({ code: 0 })
  await fleet.eventually('project.finished', event => event.verified === 1)
  const answered = fleet.events().filter(event => event.kind === 'agent.dialog_answered')
  expect(answered).toHaveLength(5)
  expect(fleet.events().filter(event => event.kind === 'attention.raised')).toEqual([])
})
