import { type Report, reportFileSchema } from '../../../core/events/report.ts'
import { plainText } from '../../../core/text/plain-text.ts'

/**
 * The reports in a file, or why the file is refused. `reason` is the end of a sentence that begins with "the file …", for the worker that
 * wrote the file.
 */
export type ParsedReports = { readonly ok: true; readonly reports: readonly Report[] } | { readonly ok: false; readonly reason: string }

/** How deeply the structures in a valid file are nested: file, reports, report, plan, and what is in them. */
const MAX_DEPTH = 8

/** Checks the text of a worker's file. If anything in it is wrong, the whole file is refused. */
export function parseReportFile(text: string, worker: string): ParsedReports {
  const parsed = parseJson(text)
  if ('fault' in parsed) return refused(`is not JSON: ${parsed.fault}`)
  const fault = structureFault(parsed.value) ?? headFault(parsed.value, worker)
  if (fault !== null) return refused(fault)
  const file = reportFileSchema.safeParse(parsed.value)
  if (!file.success) return refused(`does not fit: ${issuesOf(file.error.issues)}`)
  const unordered = file.data.reports.findIndex((report, index, all) => index > 0 && report.seq <= (all[index - 1]?.seq ?? 0))
  if (unordered > 0)
    return refused(
      `has seq ${file.data.reports[unordered]?.seq} out of order at reports[${unordered}]: each must be greater than the one before`,
    )
  return { ok: true, reports: file.data.reports }
}

function parseJson(text: string): { readonly value: unknown } | { readonly fault: string } {
  try {
    // Some editors write a byte order mark at the beginning, which is removed.
    return { value: JSON.parse(text.replace(/^\ufeff/, '')) }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}

/**
 * Looks for structures that no honest file has, such as very deep nesting. It uses no recursion, because deep nesting would exhaust the
 * stack.
 */
function structureFault(root: unknown): string | null {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next
    if (typeof value !== 'object' || value === null) continue
    if (depth === MAX_DEPTH) return `is nested deeper than ${MAX_DEPTH} levels`
    if (Object.hasOwn(value, '__proto__')) return 'has the key "__proto__"'
    for (const child of Object.values(value)) open.push({ value: child, depth: depth + 1 })
  }
  return null
}

function headFault(value: unknown, worker: string): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'is not a JSON object'
  const head = value as Readonly<Record<string, unknown>>
  if (head['version'] !== 1) return `has version ${JSON.stringify(head['version'])}, known is 1`
  if (head['worker'] !== worker) return `names worker ${JSON.stringify(head['worker'])}, but is the file of "${worker}"`
  return null
}

function issuesOf(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): string {
  const shown = issues.slice(0, 3).map(issue => `${issue.path.map(String).join('.')}: ${issue.message}`)
  return [...shown, ...(issues.length > 3 ? [`and ${issues.length - 3} more`] : [])].join('; ')
}

function refused(reason: string): ParsedReports {
  return { ok: false, reason: plainText(reason, 500) }
}
