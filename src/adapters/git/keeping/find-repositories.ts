import { type Dirent, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A nested folder that git treats, or once treated, as its own repository. */
export interface FoundPlace {
  /** Path relative to the folder that was searched. */
  readonly place: string
  readonly kind: 'checkout' | 'bare'
}

export interface FoundPlaces {
  readonly repositories: readonly FoundPlace[]
  /** Folders that could not be read, and repositories in folders whose name is not UTF-8. */
  readonly unreadable: readonly string[]
}

/**
 * Searches every folder, because git reports neither a repository in an ignored folder nor one around files that it
 * tracks. Names stay bytes during the search.
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

/** Submodule repositories inside a git directory, including those that are not checked out. */
export function findModules(gitDir: string): readonly string[] {
  const modules = join(gitDir, 'modules')
  return findRepositories(modules)
    .repositories.filter(({ kind }) => kind === 'bare')
    .map(({ place }) => join(modules, place))
}
