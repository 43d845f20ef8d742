// Runs one dashboard in a process of its own, over a czar's socket. Its terminal only records what is written and when.
// Arguments: the bundle of run-dashboard, the socket, columns, rows. The message 'figures' returns the
// records since the previous 'figures'.
import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'

const [bundle, socketPath, columns, rows] = process.argv.slice(2)
const { runDashboard, createApiClient } = await import(bundle)
let written = []
let cpu = process.cpuUsage()
let since = performance.now()

const stdout = Object.assign(new EventEmitter(), {
  isTTY: true,
  columns: Number(columns),
  rows: Number(rows),
  writable: true,
  write(text, ...rest) {
    written.push({ at: Date.now(), bytes: Buffer.byteLength(text) })
    rest.find(argument => typeof argument === 'function')?.()
    return true
  },
  end() {},
})
const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin, ref: () => stdin, unref: () => stdin })
const world = {
  project: 'bench',
  now: () => Date.now(),
  czar: createApiClient({ socketPath, project: 'bench' }),
  whyGone: () => null,
  attach: async () => null,
  diff: async () => null,
}
process.on('message', word => {
  const used = process.cpuUsage(cpu)
  if (word === 'figures') {
    const { rss } = process.memoryUsage()
    process.send({ written, cpuMs: (used.user + used.system) / 1000, wallMs: performance.now() - since, rss })
  }
  written = []
  cpu = process.cpuUsage()
  since = performance.now()
})
process.on('disconnect', () => process.exit())
const keyboard = { stdin, lend: run => run(), close: () => {} }
runDashboard(world, { keyboard, stdout, isColourful: true })
