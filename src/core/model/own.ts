/** A record's own entry: a worker may well be called `constructor`, and a forged event may name anything. */
export function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
