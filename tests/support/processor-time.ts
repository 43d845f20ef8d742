/**
 * Milliseconds of processor time that this process spent in the call. Wall-clock time would also measure the rest of the
 * machine.
 */
export async function processorTime(act: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await act()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
