import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { shellWord } from '../../core/text/shell-word.ts'
import { bad, type DoctorFinding, good, note } from './finding.ts'

const GIGABYTE = 1024 ** 3

/** Checks the free space of the temporary directory, which the worktrees of checks and most agents fill. */
export async function examineSpace(directory = tmpdir(), look: typeof statfs = statfs): Promise<readonly DoctorFinding[]> {
  const room = await look(directory).catch(() => null)
  if (room === null)
    return [bad('space', `the temporary directory ${directory} cannot be read`, `mkdir -p ${shellWord(directory)}   # or: unset TMPDIR`)]
  const { bavail, bsize, files, ffree } = room
  const free = bavail * bsize
  const says = `${(free / GIGABYTE).toFixed(1)} GB free in ${directory}`
  const hint = `du -xsh ${shellWord(directory)}/* | sort -h | tail`
  // Some file systems (btrfs) have no fixed number of inodes and report 0.
  if (files > 0 && ffree < 10_000) return [bad('space', `${directory} has only ${ffree} free inodes`, hint)]
  if (free < GIGABYTE / 10) return [bad('space', says, hint)]
  return [free < GIGABYTE ? note('space', says, hint) : good('space', says)]
}
