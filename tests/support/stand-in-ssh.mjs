#!/usr/bin/env node
// A stand-in for ssh: runs the command on this machine, with the environment of the host that is named, or forwards the socket.
import { spawnSync } from 'node:child_process'
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const directory = dirname(fileURLToPath(import.meta.url))
const words = process.argv.slice(2)
appendFileSync(join(directory, 'calls.jsonl'), `${JSON.stringify({ pid: process.pid, words })}\n`)
const end = words.indexOf('--')
const [place, ...rest] = end === -1 ? words.filter(word => word !== '-t') : words.slice(end + 1)
const command = rest.length === 0 ? undefined : rest.join(' ')
const hosts = JSON.parse(readFileSync(join(directory, 'hosts.json'), 'utf8'))
const host = Object.hasOwn(hosts, place) ? hosts[place] : { fails: `ssh: Could not resolve hostname ${place}: Name or service not known` }
if (host.fails !== undefined) {
  process.stderr.write(`${host.fails}\n`)
  process.exit(255)
}
if (host.hangs === true) setInterval(() => {}, 60_000)
else if (command === undefined) forward(words[words.indexOf('-L') + 1])
else {
  const { status } = spawnSync('/bin/sh', ['-c', `${host.startUp ?? ''}\n${command}`], { env: host.env, stdio: 'inherit' })
  process.exit(status ?? 255)
}

function forward(spec) {
  const [local, remote] = spec.split(':')
  const leave = () => {
    rmSync(local, { force: true })
    process.exit(255)
  }
  process.on('SIGTERM', leave)
  const server = createServer(socket => {
    const other = connect(remote)
    for (const [one, another] of [
      [socket, other],
      [other, socket],
    ]) {
      one.on('error', () => {})
      one.on('close', () => another.destroy())
    }
    socket.pipe(other).pipe(socket)
  })
  if (host.listensLate !== true) return server.listen(local)
  writeFileSync(local, '')
  setTimeout(() => {
    rmSync(local)
    server.listen(local)
  }, 300)
}
