/** A cost: `$1.42`; `≥$1.42` if a part is unknown; empty if the whole cost is unknown. */
export function costText({ usd, is_partial }: { readonly usd: number | null; readonly is_partial: boolean }): string {
  return usd === null ? '' : `${is_partial ? '≥' : ''}$${usd.toFixed(2)}`
}
