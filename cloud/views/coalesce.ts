import type { RowChange, TicketRow } from './fold.ts';

/** A change of the read models, or many new tickets at once. */
export type Write =
  | Exclude<RowChange, { table: 'ticket'; change: 'add' }>
  | { readonly table: 'ticket'; readonly change: 'add-all'; readonly rows: readonly TicketRow[] };

/**
 * The same outcome in as few writes as possible: what happens to one ticket or counter becomes one write, new tickets are one. Pure. Changes
 * of whole days are not moved past.
 */
export function coalesce(changes: readonly RowChange[]): readonly Write[] {
  const writes: Write[] = [];
  let open = emptyGroup();
  for (const change of changes) {
    if (gather(open, change)) continue;
    writes.push(...written(open), change as Write);
    open = emptyGroup();
  }
  return [...writes, ...written(open)];
}

type Group = {
  readonly added: Map<number, TicketRow>;
  readonly set: Map<number, Partial<TicketRow>>;
  readonly counters: Map<number, Extract<RowChange, { table: 'counter'; change: 'set' }>['to']>;
};

const emptyGroup = (): Group => ({ added: new Map(), set: new Map(), counters: new Map() });

/** False for a change that concerns more than one row. */
function gather({ added, set, counters }: Group, change: RowChange): boolean {
  if (change.change === 'add') {
    added.set(change.row.ordinal, change.row);
    set.delete(change.row.ordinal);
    return true;
  }
  if (change.table === 'ticket' && change.change === 'set') {
    const { ordinal, to } = change;
    const row = added.get(ordinal);
    if (row) added.set(ordinal, { ...row, ...to });
    else set.set(ordinal, { ...set.get(ordinal), ...to });
    return true;
  }
  if (change.table === 'counter' && change.change === 'set') {
    counters.set(change.number, { ...counters.get(change.number), ...change.to });
    return true;
  }
  return false;
}

function written({ added, set, counters }: Group): readonly Write[] {
  return [
    ...(added.size > 0 ? [{ table: 'ticket', change: 'add-all', rows: [...added.values()] } as const] : []),
    ...[...set].map(([ordinal, to]) => ({ table: 'ticket', change: 'set', ordinal, to }) as const),
    ...[...counters].map(([number, to]) => ({ table: 'counter', change: 'set', number, to }) as const),
  ];
}
