import { access, constants, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'

/** Finds the absolute path of a program as a shell with this PATH would find it. Returns null if there is none. */
export async function findProgram(name: string, path: string): Promise<string | null> {
  const directories = path.split(delimiter).filter(isAbsolute)
  for (const candidate of isAbsolute(name) ? [name] : directories.map(directory => join(directory, name)))
    if (await isProgram(candidate)) return candidate
  return null
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}
