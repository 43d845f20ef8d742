import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

export interface PageFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly zipped: Uint8Array<ArrayBuffer>
  readonly type: string
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/**
 * Reads the built page. The files are looked up by their names in memory, so a request cannot reach a file that is not part of the page.
 */
export function readPageFiles(directory: string): ReadonlyMap<string, PageFile> {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' })
  return new Map(
    names.flatMap(name => {
      const type = TYPES[extname(name)]
      if (type === undefined) return []
      const bytes = new Uint8Array(readFileSync(join(directory, name)))
      return [[name, { bytes, zipped: new Uint8Array(gzipSync(bytes)), type }] as const]
    }),
  )
}
