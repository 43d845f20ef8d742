/**
 * Reads an entry of a record, but never what every object inherits: a worker may be called `constructor`, and a forged event may hold any
 * key.
 */
export function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
