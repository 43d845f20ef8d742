import type { MeasuredProgram } from './driver.ts'

/** Says how this version differs from the version that was tested with czar, as far as that is known. */
export function knownDifferences({ differences }: MeasuredProgram, version: string | null): readonly string[] {
  if (version === null) return []
  return differences.filter(({ before }) => isOlder(version, before)).map(({ says }) => says)
}

function isOlder(version: string, than: string): boolean {
  const [left, right] = [version, than].map(text => (/^\d+\.\d+\.\d+/.exec(text)?.[0] ?? '').split('.').map(Number))
  const at = [0, 1, 2].find(index => left?.[index] !== right?.[index])
  return at !== undefined && (left?.[at] ?? 0) < (right?.[at] ?? 0)
}
