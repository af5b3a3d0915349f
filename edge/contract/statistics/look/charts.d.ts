/** Draws the charts of all tables under `root`; `plot` is uPlot. */
export function drawCharts(plot: unknown, root: ParentNode): void;
