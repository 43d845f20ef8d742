/**
 * Puts values into `{{names}}`. A line whose values are all empty is dropped. A block (the lines up to the next empty
 * line) whose values are all empty is dropped too. Values are inserted last and unchanged, so their content is never
 * read as a template.
 */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template
    .trim()
    .split(/\n{2,}/)
    .filter(block => saysSomething(block, values))
    .map(block =>
      block
        .split('\n')
        .filter(line => saysSomething(line, values))
        .map(line => fillLine(line, values))
        .join('\n'),
    )
    .join('\n\n')
}

/** The names that a template asks for. */
export function namesIn(template: string): readonly string[] {
  return [...template.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '')
}

const PLACEHOLDER = /\{\{(\w+)\}\}/g

function saysSomething(part: string, values: Readonly<Record<string, string>>): boolean {
  const names = namesIn(part)
  return names.length === 0 || names.some(name => values[name] !== '')
}

function fillLine(line: string, values: Readonly<Record<string, string>>): string {
  return line.replace(PLACEHOLDER, (whole, name: string) => values[name] ?? whole)
}
