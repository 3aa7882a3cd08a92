/** A folder on the way from the roots to where one is. */
export interface TrailFolder {
  readonly name: string;
  readonly path: string;
}

/** A step of the way that can be gone back to; `depth` is how much of the trail stays. */
export interface Crumb {
  readonly name: string;
  readonly depth: number;
}

/** The way to the open folder. A host with one root starts inside it, and names it by its path. */
export function crumbsOf(trail: readonly TrailFolder[], rootPath: string | null, rootsName: string): Crumb[] {
  const start = { name: rootPath ?? rootsName, depth: 0 };
  return [start, ...trail.map(({ name }, index) => ({ name, depth: index + 1 }))];
}
