import { z } from 'zod'
import { findingsFileSchema } from '../events/review/findings.ts'
import type { Artefact, FileArtefact } from '../model/stages/stage.ts'
import { plainText } from '../text/plain-text.ts'

const MOST_ISSUES = 5

/**
 * Returns what is wrong with the file that a stage delivers, as sentences to the worker. `content` is null if the commit does not have the
 * file.
 */
export function judgeArtefact(artefact: Artefact, content: string | null): readonly string[] {
  if (artefact.kind === 'branch') return []
  const { path } = artefact
  if (content === null)
    return [`This stage must deliver the file ${path}, and your commit does not have it: commit it there (git add -f, if git ignores it).`]
  if (content.trim() === '') return [`This stage must deliver the file ${path}, and the file is empty: write it.`]
  if (artefact.kind === 'findings') return judgeJson(path, content, findingsFileSchema)
  // The rules of the project file judge the content of the tasks, in `src/config`. This room must not import them.
  if (artefact.kind === 'tasks') return judgeJson(path, content, z.unknown())
  return judgeFile(artefact, content)
}

function judgeFile({ path, headings, schema }: FileArtefact, content: string): readonly string[] {
  const present = new Set(headingsOf(content).map(fold))
  const missing = headings.filter(heading => !present.has(fold(heading)))
  const said = missing.length === 0 ? [] : [`${path} has no heading ${missing.map(name => `"${name}"`).join(', ')}: write these parts.`]
  if (schema !== null) return [...said, ...judgeJson(path, content, z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]))]
  return /\.json$/i.test(path) ? [...said, ...judgeJson(path, content, z.unknown())] : said
}

function judgeJson(path: string, content: string, schema: z.ZodType): readonly string[] {
  let value: unknown
  try {
    value = JSON.parse(content.replace(/^\uFEFF/, ''))
  } catch (error) {
    return [`${path} is not JSON: ${plainText((error as Error).message, 200)}.`]
  }
  const { error } = schema.safeParse(value)
  if (error === undefined) return []
  const shown = error.issues.slice(0, MOST_ISSUES).map(issue => `${sayPlace(issue.path)}: ${plainText(issue.message, 200)}`)
  const more = error.issues.length > MOST_ISSUES ? `; and ${error.issues.length - MOST_ISSUES} more` : ''
  return [`${path} does not fit its schema: ${shown.join('; ')}${more}.`]
}

function sayPlace(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the whole file' : plainText(path.map(String).join('.'), 100)
}

/** The headings of a Markdown text. Lines in code blocks do not count. */
function headingsOf(text: string): readonly string[] {
  const headings: string[] = []
  let fence: string | null = null
  let before = ''
  for (const line of text.split(/\r?\n/)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? null
    if (fence !== null) {
      if (mark?.startsWith(fence) === true) fence = null
      continue
    }
    if (mark !== null) fence = mark
    const [, title] = /^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$/.exec(line) ?? []
    if (title !== undefined) headings.push(title)
    if (/^ {0,3}(=+|-+)[ \t]*$/.test(line) && before.trim() !== '') headings.push(before.trim())
    before = line
  }
  return headings
}

/** Headings are the same if they differ only in case, in emphasis, in a number in front or in a colon at the end. */
function fold(heading: string): string {
  return heading
    .replaceAll(/[*_`]/g, '')
    .replace(/^[\d.]+\)?\s+/, '')
    .replace(/:$/, '')
    .trim()
    .toLowerCase()
}
