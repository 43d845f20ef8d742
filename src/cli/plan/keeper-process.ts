import { cleanUp, type PlanningRest } from './clean-up.ts'

// This program is the keeper of one `czar plan`. It reads as JSON what to clean up. Then it waits until the `czar plan` process closes the
// pipe, at its end or because it was killed, and cleans up.
let request = ''
process.stdin.setEncoding('utf8')
process.stdin.on('data', (text: string) => {
  request += text
})
process.stdin.on('end', () => void finish())
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => {})

async function finish(): Promise<void> {
  if (request === '') return
  try {
    await cleanUp(JSON.parse(request) as PlanningRest, process.env)
  } catch (error) {
    process.stderr.write(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
