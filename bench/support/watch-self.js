// Loaded into each Node process of a bench (NODE_OPTIONS=--import). Each second, a supervisor writes a JSON object to
// WATCH_DIR: the programs that it started by kind, the share of time in which its loop was busy, and its memory.
import { subscribe } from 'node:diagnostics_channel'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

const directory = process.env.WATCH_DIR
const EVERY_MS = 1_000

if (directory !== undefined && /supervisor/.test(process.argv.slice(1).join(' '))) watch(join(directory, `${process.pid}.jsonl`))

function watch(file) {
  const spawns = {}
  let before = performance.eventLoopUtilization()
  subscribe('child_process', ({ process: child }) => {
    // The program and its arguments are known as soon as the call that starts the program returns.
    queueMicrotask(() => {
      count(child.spawnargs ?? [])
      if (child.send !== undefined) countSent(child)
    })
  })
  function count(words) {
    const kind = kindOf(words)
    spawns[kind] = (spawns[kind] ?? 0) + 1
  }
  // The program that czar tells its helper process to run.
  function countSent(helper) {
    const send = helper.send.bind(helper)
    helper.send = (message, ...rest) => {
      if (message.call !== undefined) count([message.call.file, ...message.call.args])
      return send(message, ...rest)
    }
  }
  const write = () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, before)
    before = now
    const { rss, heapUsed } = process.memoryUsage()
    const { user, system } = process.cpuUsage()
    appendFileSync(
      file,
      `${JSON.stringify({ at: Date.now(), busy: utilization, rss, heapUsed, cpuMs: (user + system) / 1_000, spawns })}\n`,
    )
  }
  setInterval(write, EVERY_MS).unref()
  process.on('exit', write)
}

/** The program, and for git also its subcommand: `git rev-list`. */
function kindOf([file = '?', ...words]) {
  const program = file.split('/').at(-1)
  if (program !== 'git') return program
  const at = words.findIndex((word, index) => !word.startsWith('-') && words[index - 1] !== '-c')
  return `git ${words[at] ?? ''}${words[at] === 'worktree' ? ` ${words[at + 1]}` : ''}`
}
