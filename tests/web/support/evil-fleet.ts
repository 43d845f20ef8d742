import { aScriptedWorker, honestly } from '../../support/a-fleet.ts'

/** A text that would run a script if a page took it for HTML. */
export const EVIL = '<img src=x onerror=alert(1)><script>alert(2)</script>'
export const MERGE = 'policy:\n  merge: { mode: omnibus, test: ["true"] }\n'

/** One worker asks, one waits for remarks, and one depends on a proven one. Their words contain scripts. */
export function anEvilFleet(): string {
  const asks = [
    `ack: { text: "Write it ${EVIL}" }`,
    `print: "on the screen ${EVIL}"`,
    `ask: "Which port? ${EVIL}"`,
    `edit: { file: src/asks/port.txt, text: "8080" }`,
    `commit: "feat: the port ${EVIL}"`,
    'done: "it is there"',
  ]
  const writer = [
    'ack: Write a file with three lines',
    `edit: { file: src/writer/a.txt, text: "one\\ntwo ${EVIL}\\nthree\\n" }`,
    'commit: "feat: three lines"',
    'idle: 1',
  ]
  return `${MERGE}workers:\n${aScriptedWorker('models', honestly('models'))}${aScriptedWorker('asks', asks)}${aScriptedWorker('writer', writer)}${aScriptedWorker('docs', honestly('docs'), '    depends_on: [writer]\n')}`
}
