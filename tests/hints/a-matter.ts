import { expect } from 'vitest'
import type { Ran } from '../support/a-fleet.ts'
import { until } from '../support/until.ts'
import { type Person, printed } from './a-person.ts'

export const DONE = { code: 0 }

/** The hint of the first open matter whose key begins with this text, as `czar status` prints it. */
export async function hintOf(person: Person, key: string, name: string): Promise<string> {
  const find = () => person.fleet.status().attention.find(matter => matter.key.startsWith(key))?.hint
  await until(find, Boolean, { what: `the matter ${key}` })
  // The hint may change between two looks.
  const hint = await until(
    async () => {
      const { stdout } = await person.types('czar status')
      const shown = find() ?? ''
      return stdout.split('\n').includes(`    next: ${shown}`) ? shown : stdout
    },
    shown => !shown.includes('\n'),
  )
  return printed(name, { code: 0, stdout: `next: ${hint}`, stderr: '' })
}

/** Waits until no such matter is open. */
export async function isSettled({ fleet }: Person, key: string): Promise<void> {
  await until(fleet.status, view => view.attention.every(matter => !matter.key.startsWith(key)), { what: `the end of the matter ${key}` })
}

/**
 * The line is refused. Its hint, with words like NAME replaced, is a command that succeeds. Returns the output of that
 * command.
 */
export async function refusedWith(
  person: Person,
  line: string,
  { name, replace = text => text, env = {} }: { name: string; replace?: (hint: string) => string; env?: Readonly<Record<string, string>> },
): Promise<Ran> {
  const refused = await person.types(line, env)
  expect(refused.code, line).not.toBe(0)
  const followed = await person.types(replace(printed(name, refused)), env)
  expect(followed, line).toMatchObject(DONE)
  return followed
}
