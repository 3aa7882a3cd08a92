/** A smaller step between two merges than this is no reason to part a group. */
const leastGap = 0.08;

/**
 * Groups vectors by average-linkage clustering, cut where the likeness of merges falls most.
 * @returns groups of indices, largest first.
 */
export function groupVectors(
  vectors: readonly Float32Array[],
  likeness: (left: Float32Array, right: Float32Array) => number,
): number[][] {
  let groups = vectors.map((_, index) => [index]);
  const stages = [{ groups, likeness: 1 }];
  while (groups.length > 1) {
    const { left, right, value } = closestPair(groups, (one, other) => likeness(vectors[one]!, vectors[other]!));
    const merged = [...groups[left]!, ...groups[right]!].sort((a, b) => a - b);
    groups = [...groups.filter((_, at) => at !== left && at !== right), merged];
    stages.push({ groups, likeness: value });
  }
  return cut(stages).toSorted((left, right) => right.length - left.length || left[0]! - right[0]!);
}

function cut(stages: readonly { groups: number[][]; likeness: number }[]): number[][] {
  let best = { groups: stages.at(-1)!.groups, gap: leastGap };
  for (let at = 1; at < stages.length; at += 1) {
    const gap = stages[at - 1]!.likeness - stages[at]!.likeness;
    if (at > 1 && gap > best.gap) best = { groups: stages[at - 1]!.groups, gap };
  }
  return best.groups;
}

function closestPair(
  groups: readonly number[][],
  likeness: (left: number, right: number) => number,
): { left: number; right: number; value: number } {
  let best = { left: 0, right: 1, value: -Infinity };
  for (let left = 0; left < groups.length; left += 1) {
    for (let right = left + 1; right < groups.length; right += 1) {
      const pairs = groups[left]!.flatMap((one) => groups[right]!.map((other) => likeness(one, other)));
      const value = pairs.reduce((sum, each) => sum + each, 0) / pairs.length;
      if (value > best.value) best = { left, right, value };
    }
  }
  return best;
}
