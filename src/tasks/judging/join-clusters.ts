/** @file Pairs that are no independent observations. */
import type { TextPair } from "./pair.ts";

/** Sets each pair's cluster: pairs that share near-duplicate texts, directly or through others, have one. */
export function joinClusters(pairs: readonly TextPair[]): TextPair[] {
  const parent = pairs.map((_, i) => i);
  const root = (node: number): number => {
    let at = node;
    while (parent[at] !== at) at = parent[at]!;
    return at;
  };
  const holder = new Map<string, number>();
  pairs.forEach(({ own, other }, i) => {
    for (const { cluster } of [own, other]) {
      if (cluster === undefined) continue;
      const before = holder.get(cluster);
      if (before === undefined) holder.set(cluster, i);
      else {
        const [one, two] = [root(before), root(i)];
        parent[Math.max(one, two)] = Math.min(one, two);
      }
    }
  });
  return pairs.map((pair, i) => ({ ...pair, cluster: pairs[root(i)]!.id }));
}
