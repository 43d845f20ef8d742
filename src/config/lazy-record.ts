/** Makes a record that computes each value once, when it is first read. If that fails, the code that reads the value gets the error. */
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
