import { cleanUp, type PlanningRest } from './clean-up.ts'

// This is the keeper of one `czar plan`. It gets what is to be cleaned up as JSON, and waits until that process closes the pipe, by itself or
// because it was killed.
let order = ''
process.stdin.setEncoding('utf8')
process.stdin.on('data', (text: string) => {
  order += text
})
process.stdin.on('end', () => void finish())
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => {})

async function finish(): Promise<void> {
  if (order === '') return
  try {
    await cleanUp(JSON.parse(order) as PlanningRest, process.env)
  } catch (error) {
    process.stderr.write(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
