/**
 * Measures how many milliseconds of processor time this process spent in the call. The elapsed time would also depend on what else the
 * machine does.
 */
export async function processorTime(act: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await act()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
