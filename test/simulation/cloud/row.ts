export type Row = Readonly<Record<string, unknown>>;

/** Where a row stands: it may be replaced there without anybody looking for it anew. */
export type Cell = { row: Row };
