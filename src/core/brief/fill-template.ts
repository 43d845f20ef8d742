/**
 * Puts values in place of the `{{names}}` in a template. A line is left out if all its values are empty, and so is a block (the lines up to
 * the next empty line) if all values in it are empty. The values are put in last and unchanged, so a `{{name}}` inside a value is never
 * filled.
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

/** Returns the names of the values that a template needs. */
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
