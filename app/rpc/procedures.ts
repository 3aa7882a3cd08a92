import { isProcedure, type Contract, type Procedure } from '../contract/define.ts';

/** Every procedure of a contract by its name on the wire (`search.query`). */
export function proceduresOf(contract: Contract, prefix = ''): Map<string, Procedure> {
  const found = new Map<string, Procedure>();
  for (const [name, node] of Object.entries(contract)) {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (isProcedure(node)) found.set(path, node);
    else for (const [inner, procedure] of proceduresOf(node, path)) found.set(inner, procedure);
  }
  return found;
}

/** The value at a dotted path, or undefined. */
export function valueAt(root: unknown, path: string): unknown {
  let node: unknown = root;
  for (const name of path.split('.')) {
    if (typeof node !== 'object' || node === null) return undefined;
    node = (node as Record<string, unknown>)[name];
  }
  return node;
}
