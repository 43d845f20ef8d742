import { type Dirent, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A folder inside a worktree that git treats as a repository of its own, or once did. */
export interface FoundPlace {
  /** The path, relative to the folder that was searched. */
  readonly place: string
  readonly kind: 'checkout' | 'bare'
}

export interface FoundPlaces {
  readonly repositories: readonly FoundPlace[]
  /** Folders that could not be read, and repositories in folders with a name that is not UTF-8. */
  readonly unreadable: readonly string[]
}

/**
 * Finds repositories inside a folder. It looks into every folder, because git does not report a repository in an ignored folder, or around
 * files that git tracks. Names are kept as bytes during the search.
 */
export function findRepositories(folder: string): FoundPlaces {
  const found = { repositories: [] as FoundPlace[], unreadable: [] as string[] }
  const search = (names: readonly Buffer[]) => {
    const place = names.map(name => name.toString()).join('/')
    const entries = entriesOf(folder, names)
    if (entries === null) return void found.unreadable.push(place)
    const kind = names.length === 0 ? null : kindOf(entries)
    if (kind !== null && place.includes('\ufffd')) return void found.unreadable.push(place)
    if (kind !== null) found.repositories.push({ place, kind })
    if (kind === 'bare') return
    for (const entry of entries) {
      if (entry.isDirectory() && entry.name.toString() !== '.git') search([...names, entry.name])
    }
  }
  search([])
  return found
}

function entriesOf(folder: string, names: readonly Buffer[]): readonly Dirent<Buffer>[] | null {
  const slash = Buffer.from('/')
  const path = Buffer.concat([Buffer.from(folder), ...names.flatMap(name => [slash, name])])
  try {
    return readdirSync(path, { withFileTypes: true, encoding: 'buffer' })
  } catch {
    return null
  }
}

function kindOf(entries: readonly Dirent<Buffer>[]): FoundPlace['kind'] | null {
  const names = new Set(entries.map(entry => entry.name.toString()))
  if (names.has('.git')) return 'checkout'
  return names.has('HEAD') && names.has('objects') && names.has('refs') ? 'bare' : null
}

/** The repositories of submodules inside a git directory. Submodules that are not checked out are included. */
export function findModules(gitDir: string): readonly string[] {
  const modules = join(gitDir, 'modules')
  return findRepositories(modules)
    .repositories.filter(({ kind }) => kind === 'bare')
    .map(({ place }) => join(modules, place))
}
