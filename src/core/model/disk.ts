/** Free space on a disk. */
export interface FreeSpace {
  /** A directory on the disk. */
  readonly path: string
  /** Bytes that this user may still write. */
  readonly free: number
}

/** A size as text: 480 MB, 1.5 GB. */
export function bytesText(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.floor(bytes / 1e6)} MB`
}

/** The free space as a clause: only 320 MB are free on the disk of /home/me */
export function lowText({ path, free }: FreeSpace): string {
  return `only ${bytesText(free)} are free on the disk of ${path}`
}
