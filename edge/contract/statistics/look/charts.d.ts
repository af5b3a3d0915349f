/** Draws the charts of all tables under `root`; `load` imports uPlot. */
export function drawCharts(load: () => Promise<{ readonly default: unknown }>, root: ParentNode): Promise<void>;
