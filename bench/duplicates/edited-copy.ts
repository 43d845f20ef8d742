import type { AddedLine, AddedText, AddedWork } from '../../src/core/ports/duplicates-port.ts'

/** How a copy differs from its original. */
export interface Edits {
  readonly renames: boolean
  readonly reorders: boolean
  readonly comments: boolean
  /** The share of lines that are left out, from 0 to 1. */
  readonly drops: number
  readonly moves: boolean
  /** Whether the copy is placed inside another change. */
  readonly hasNoise: boolean
}

const NONE: Edits = { renames: false, reorders: false, comments: false, drops: 0, moves: false, hasNoise: false }

export const EDITS = {
  'other place, other commits': { ...NONE, moves: true },
  'comments, order': { ...NONE, reorders: true, comments: true, hasNoise: true },
  names: { ...NONE, renames: true, moves: true },
  'names, order, comments': { ...NONE, renames: true, reorders: true, comments: true, moves: true, hasNoise: true },
  'the same with a fifth of the lines left out': { renames: true, reorders: true, comments: true, drops: 0.2, moves: true, hasNoise: true },
} satisfies Record<string, Edits>

/** Makes an edited copy of the text that a change adds. */
export function editedCopy(work: AddedWork, edits: Edits, random: () => number): AddedWork {
  const names = edits.renames ? newNames(work) : new Map<string, string>()
  return { commits: [], files: work.files.map(file => editedFile(file, { edits, names, random })) }
}

export function withNoise(work: AddedWork, noise: AddedWork | undefined): AddedWork {
  if (noise === undefined) return work
  const taken = new Set(work.files.map(({ path }) => path))
  return { ...work, files: [...work.files, ...noise.files.filter(({ path }) => !taken.has(path))] }
}

interface How {
  readonly edits: Edits
  readonly names: ReadonlyMap<string, string>
  readonly random: () => number
}

function editedFile({ path, lines, isNew }: AddedText, { edits, names, random }: How): AddedText {
  const blocks = blocksOf(lines)
  const ordered = edits.reorders ? shuffled(blocks, random) : blocks
  const written = ordered.flat().flatMap(line => {
    if (random() < edits.drops) return []
    const renamed = line.replace(/(?<![\w$])[A-Za-z_$][\w$]*/g, word => names.get(word) ?? word)
    return edits.comments && random() < 0.2 ? [`${comment(path)} ${COMMENTS[Math.floor(random() * COMMENTS.length)]}`, renamed] : [renamed]
  })
  const text = written.join('\n')
  return {
    path: edits.moves ? path.replace(/([^/]+)$/, 'other-$1') : path,
    isNew: isNew || edits.moves,
    lines: written.map((line, at) => ({ at: at + 1, text: line })),
    text,
    before: null,
  }
}

const COMMENTS = ['checks the input before it goes on', 'see the issue for the reason', 'this is the slow path', 'order matters here']

function comment(path: string): string {
  return /\.(?:py|rb|sh|ya?ml)$/.test(path) ? '#' : '//'
}

/** Splits a file into its parts. A blank line before a line without indentation separates two parts. */
function blocksOf(lines: readonly AddedLine[]): readonly (readonly string[])[] {
  const blocks: string[][] = [[]]
  for (const [at, { text }] of lines.entries()) {
    const before = lines[at - 1]
    const isGap = before !== undefined && (before.at + 1 !== lines[at]?.at || (before.text.trim() === '' && /^\S/.test(text)))
    if (isGap) blocks.push([])
    blocks.at(-1)?.push(text)
  }
  return blocks
}

function shuffled<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  const left = [...items]
  for (let at = left.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    ;[left[at], left[other]] = [left[other] as Item, left[at] as Item]
  }
  return left
}

/** Finds the names that a copy may change: declared names, parameters, and variables that get a value. */
const DECLARED = [
  /\b(?:function|const|let|var|def|class|fn|func|type|interface|struct|enum|trait)\s+\*?\s*([A-Za-z_$][\w$]*)/g,
  /(?<![\w$.])([a-z_$][\w$]*)\s*(?::=|=(?![=>]))/g,
  /[(,]\s*([a-z_$][\w$]*)\s*(?=[:,)=])/g,
  /\bfor\s*\(?\s*(?:const|let|var)?\s*([a-z_$][\w$]*)\s+(?:of|in)\b/g,
]

function newNames({ files }: AddedWork): ReadonlyMap<string, string> {
  const text = files.flatMap(({ lines }) => lines.map(line => line.text)).join('\n')
  const found = new Set(DECLARED.flatMap(pattern => [...text.matchAll(pattern)].map(([, name = '']) => name)))
  const kept = new Set(['self', 'this', 'cls', 'true', 'false', 'null', 'None', 'True', 'False', 'undefined', 'nil', 'err', 'default'])
  return new Map(
    [...found].filter(name => name.length > 1 && !kept.has(name)).map((name, at) => [name, `${OTHERS[at % OTHERS.length]}${at}`]),
  )
}

const OTHERS = ['entry', 'record', 'chunk', 'bundle', 'ticket', 'parcel', 'signal', 'detail']
