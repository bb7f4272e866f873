/** How often something happened, and between what bounds the true rate lies. */
import type { Share } from "../auditor/catalogue/accuracy-file.ts";

/** The 97.5 % quantile of the normal distribution: an interval of 95 %. */
const QUANTILE = 1.959963984540054;

/** `hits` of `of` with the score interval of E. B. Wilson (1927), which holds for small counts and shares near 0 and 1. */
export function shareOf(hits: number, of: number): Share {
  if (of === 0) return { hits, of, share: null, low: null, high: null };
  const share = hits / of;
  const square = QUANTILE ** 2;
  const centre = (share + square / (2 * of)) / (1 + square / of);
  const half =
    (QUANTILE / (1 + square / of)) * Math.sqrt((share * (1 - share)) / of + square / (4 * of ** 2));
  // At the ends the bound is the end; the formula misses it by the rounding of its square root.
  return {
    hits,
    of,
    share,
    low: hits === 0 ? 0 : Math.max(0, centre - half),
    high: hits === of ? 1 : Math.min(1, centre + half),
  };
}

/** The share of `items` that `isHit`. */
export function shareWhere<Item>(items: readonly Item[], isHit: (item: Item) => boolean): Share {
  return shareOf(items.filter(isHit).length, items.length);
}
