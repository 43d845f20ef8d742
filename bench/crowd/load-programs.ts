import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Program } from './program.ts'

export interface Named {
  /** The name of the program's file, which is also the worker's id. */
  readonly name: string
  /** The folder and the name of the file, as `play.ts` takes them. */
  readonly path: string
  readonly program: Program
}

const here = fileURLToPath(new URL('programs/', import.meta.url))

/** Loads all test programs, or those whose name or folder is given. */
export async function loadPrograms(wanted: readonly string[]): Promise<readonly Named[]> {
  const paths = globSync('*/*.ts', { cwd: here })
    .map(file => file.slice(0, -3))
    .sort()
  const unknown = wanted.filter(word => !paths.some(path => isNamed(path, word)))
  if (unknown.length > 0) throw new Error(`no program ${unknown.join(', ')}; there are ${paths.map(path => path.split('/')[1]).join(', ')}`)
  const chosen = paths.filter(path => wanted.length === 0 || wanted.some(word => isNamed(path, word)))
  return Promise.all(
    chosen.map(async path => {
      const { program } = (await import(`./programs/${path}.ts`)) as { program: Program }
      return { name: path.split('/')[1] ?? path, path, program }
    }),
  )
}

function isNamed(path: string, word: string): boolean {
  const [folder, name] = path.split('/')
  return word === path || word === name || word === folder
}
