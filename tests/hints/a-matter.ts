import { expect } from 'vitest'
import type { Ran } from '../support/a-fleet.ts'
import { until } from '../support/until.ts'
import { type Person, printed } from './a-person.ts'

export const DONE = { code: 0 }

/** The suggested command of the first open attention item whose key begins with this text, as `czar status` prints it. */
export async function hintOf(person: Person, key: string, name: string): Promise<string> {
  const find = () => person.fleet.status().attention.find(matter => matter.key.startsWith(key))?.hint
  await until(find, Boolean, { what: `the matter ${key}` })
  // The suggested command may change between two readings of the status, so this function waits for it.
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

/** Waits until no attention item with such a key is open. */
export async function isSettled({ fleet }: Person, key: string): Promise<void> {
  await until(fleet.status, view => view.attention.every(matter => !matter.key.startsWith(key)), { what: `the end of the matter ${key}` })
}

/**
 * Types a line that czar refuses. When words like NAME are replaced, the command that czar suggests must succeed. Returns the output of
 * that command.
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
