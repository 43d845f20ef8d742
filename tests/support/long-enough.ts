/**
 * Cuts something off by a time limit: `run` is called with a short one first, and with longer ones for as long as it did not get
 * as far as `hasBegun` asks for, or threw. A busy machine may take seconds to start a program, an idle one a few milliseconds.
 */
export async function longEnough<Result>(
  run: (timeoutMs: number) => Promise<Result>,
  hasBegun: (result: Result) => boolean | Promise<boolean>,
  firstMs = 200,
): Promise<Result> {
  for (let timeoutMs = firstMs; ; timeoutMs *= 3) {
    const isLast = timeoutMs > 60_000
    try {
      const result = await run(timeoutMs)
      if (isLast || (await hasBegun(result))) return result
    } catch (error) {
      if (isLast) throw error
    }
  }
}
