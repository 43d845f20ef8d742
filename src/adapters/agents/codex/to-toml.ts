export type TomlValue = string | number | boolean | readonly TomlValue[] | { readonly [key: string]: TomlValue }

/** A value on one line, for `codex -c key=value`. A JSON string is a valid TOML string. */
export function toToml(value: TomlValue): string {
  if (typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(toToml).join(',')}]`
  return `{${Object.entries(value)
    .map(([key, each]) => `${JSON.stringify(key)}=${toToml(each)}`)
    .join(',')}}`
}

function isList(value: object): value is readonly TomlValue[] {
  return Array.isArray(value)
}
