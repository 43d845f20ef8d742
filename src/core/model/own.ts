/**
 * Returns the record's own entry for a key, and never a property that every object inherits. A worker may be called `constructor`, and a
 * forged event may hold any key.
 */
export function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
