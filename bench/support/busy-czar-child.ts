import { serveBusyCzar } from './busy-czar.ts'

// Runs the czar of `bench/web.ts` in a process of its own. So its processor time is measured apart from that of the page's server.
const [socketPath = '', workers = '200'] = process.argv.slice(2)
const czar = await serveBusyCzar(socketPath, Number(workers))
let timer: NodeJS.Timeout | undefined
process.on('message', (asked: 'begin' | 'end' | 'cpu') => {
  clearInterval(timer)
  if (asked === 'begin') timer = setInterval(() => process.send?.({ at: czar.report() }), 100)
  if (asked === 'cpu') process.send?.({ cpuMs: (process.cpuUsage().user + process.cpuUsage().system) / 1_000 })
})
process.on('disconnect', () => process.exit())
process.send?.('ready')
