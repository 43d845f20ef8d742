import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aScriptedWorker } from '../../support/a-fleet.ts'
import { aPerson, type Person, printed } from '../a-person.ts'

const ONE = `workers:\n${aScriptedWorker('one', ['stall: forever'])}`
const isRoot = process.getuid?.() === 0

/** Types the command that `czar doctor` suggests under this name, and runs `czar doctor` again in the same shell. */
async function mend({ types }: Person, name: string, env: Readonly<Record<string, string>>, edit = (line: string) => line) {
  const before = await types('czar doctor', env)
  const after = await types(`${edit(printed(name, before))}\nczar doctor`, env)
  return { before: before.stdout, after: after.stdout, hint: printed(name, before) }
}

test('czar doctor names a folder that is a file, is open to others, or is too long for sockets, and passes after its line was typed', async () => {
  const person = await aPerson(ONE)
  const { directory } = person.fleet
  mkdirSync(join(directory, 'my run'))
  writeFileSync(join(directory, 'my run', 'czar'), '')
  const inTheWay = await mend(person, 'cli/project/private-directory: mv {} {}', { XDG_RUNTIME_DIR: join(directory, 'my run') })
  expect(inTheWay.after).toMatch(/^ok +sockets /m)
  mkdirSync(join(directory, 'wide', 'czar'), { recursive: true, mode: 0o755 })
  const wide = await mend(person, 'cli/project/private-directory: chmod 700 {}', { XDG_RUNTIME_DIR: join(directory, 'wide') })
  expect(wide.before).toContain('is open to others')
  expect(wide.after).toMatch(/^ok +sockets /m)
  const long = await mend(person, 'core/text/runtime-dir-hint: export XDG_RUNTIME_DIR=/tmp/run-$(id -u)', {
    XDG_RUNTIME_DIR: join(directory, 'x'.repeat(80)),
  })
  expect(long.before).toContain('is too long for sockets')
  expect(long.after).toMatch(/^ok +sockets /m)
  const noRoom = await mend(person, 'cli/doctor/space: mkdir -p {}   # or: unset TMPDIR', { TMPDIR: join(directory, 'no tmp') })
  expect(noRoom.before).toMatch(/^BAD +space .*no tmp cannot be read$/m)
  expect(noRoom.after).toMatch(/^(ok|note) +space /m)
})

test("czar doctor prints how to set git's author, and names a program of another version", async () => {
  const person = await aPerson(ONE)
  const { directory } = person.fleet
  const named = await mend(
    person,
    'cli/doctor/identity: git config --global user.name NAME && git config --global user.email ADDRESS',
    {},
    line => line.replace('NAME', 'Ada').replace('ADDRESS', 'ada@example.com'),
  )
  expect(named.after).toMatch(/^ok +git identity +Ada <ada@example.com>/m)
  writeFileSync(join(directory, 'bin', 'claude'), '#!/bin/sh\necho "1.0.0 (Claude Code)"\n', { mode: 0o755 })
  const version = printed('cli/doctor/agents: {} --version   # docs/agents.md describes {}', await person.types('czar doctor'))
  expect(await person.types(version)).toMatchObject({ code: 0, stdout: '1.0.0 (Claude Code)\n' })
})

test.runIf(isRoot)('another user, who may not write the state folder, gets one in their own home by the printed line', async () => {
  const { fleet, types } = await aPerson(ONE)
  const home = join(fleet.directory, 'home')
  mkdirSync(home)
  chmodSync(fleet.directory, 0o755)
  chmodSync(home, 0o777)
  const other = { HOME: home, XDG_RUNTIME_DIR: join(home, 'run') }
  const as = (line: string) => types(`cd '${home}' && setpriv --reuid 65534 --regid 65534 --clear-groups -- bash -c '${line}'`, other)
  const refused = await as('czar doctor')
  expect(refused.stdout).toMatch(/^BAD +state .*cannot be written/m)
  const line = printed('cli/doctor/directories: export CZAR_STATE_DIR=~/czar-state', refused)
  expect((await as(`${line}; czar doctor`)).stdout).toMatch(/^ok +state .*home\/czar-state/m)
})

test.runIf(isRoot)('the printed line shows the files that fill a temporary folder', async () => {
  const { fleet, types } = await aPerson(ONE)
  const disk = join(fleet.directory, 'my disk')
  mkdirSync(disk)
  const inDisk = (line: string) =>
    types(
      `unshare -m bash -c 'mount -t tmpfs -o size=150m none "${disk}" && mkdir "${disk}/left" && head -c 100M /dev/zero > "${disk}/left/big" && ${line}'`,
      { TMPDIR: disk },
    )
  const full = await inDisk('czar doctor')
  expect(full.stdout).toMatch(/^BAD +space /m)
  const look = printed('cli/doctor/space: du -xsh {}/* | sort -h | tail', full).replaceAll("'", '"')
  const seen = await inDisk(`${look} && rm -r "${disk}/left" && czar doctor`)
  expect(seen.stdout).toMatch(/100M\t.*my disk\/left/)
  expect(seen.stdout).toMatch(/^note +space /m)
  expect(existsSync(join(disk, 'left'))).toBe(false)
})
