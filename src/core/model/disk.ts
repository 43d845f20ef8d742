/** The free space of a disk. */
export interface FreeSpace {
  /** A folder on the disk. */
  readonly path: string
  /** How many bytes this user may still write. */
  readonly free: number
}

/** Returns a size as a text, for example 480 MB or 1.5 GB. */
export function bytesText(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.floor(bytes / 1e6)} MB`
}

/** Returns the free space as a part of a sentence: only 320 MB are free on the disk of /home/me */
export function lowText({ path, free }: FreeSpace): string {
  return `only ${bytesText(free)} are free on the disk of ${path}`
}
