/** A cost as text, such as `$1.42`. It is `≥$1.42` if a part of the cost is unknown, and empty if the whole cost is unknown. */
export function costText({ usd, is_partial }: { readonly usd: number | null; readonly is_partial: boolean }): string {
  return usd === null ? '' : `${is_partial ? '≥' : ''}$${usd.toFixed(2)}`
}
