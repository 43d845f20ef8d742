/** A record whose values are made at first access, once each; an error in making one is thrown at its access. */
export function lazyRecord<Value>(names: Iterable<string>, make: (name: string) => Value): Record<string, Value> {
  const record: Record<string, Value> = {}
  for (const name of names) {
    const get = () => {
      const value = make(name)
      Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true })
      return value
    }
    Object.defineProperty(record, name, { get, enumerable: true, configurable: true })
  }
  return record
}
