/**
 * Runs something that a time limit cuts off. `run` is called with a short limit first, and then with longer ones, until it does not throw
 * and `hasBegun` accepts its result. Several limits are needed because a busy machine may take seconds to start a program, and an idle
 * machine a few milliseconds.
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
