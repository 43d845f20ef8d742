/** `$1.42`; `≥$1.42` when a part is unknown; empty when all is. */
export function costText({ usd, is_partial }: { readonly usd: number | null; readonly is_partial: boolean }): string {
  return usd === null ? '' : `${is_partial ? '≥' : ''}$${usd.toFixed(2)}`
}
