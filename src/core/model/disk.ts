/** Free space on a disk. */
export interface FreeSpace {
  /** A directory on it. */
  readonly path: string
  /** Bytes this user may still write. */
  readonly free: number
}

/** 480 MB, 1.5 GB. */
export function bytesText(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.floor(bytes / 1e6)} MB`
}

/** only 320 MB are free on the disk of /home/me */
export function lowText({ path, free }: FreeSpace): string {
  return `only ${bytesText(free)} are free on the disk of ${path}`
}
