/**
 * What a query says without its values. Every call of one place in the cloud comes step by step to the same shape, and what follows from it, `plan`,
 * is worked out once: there are as many shapes as the cloud has ways to ask.
 */
export type Shape<Says, Plan> = { readonly says: Says; readonly steps: StepTo<Says, Plan>[]; plan: Plan | null };
type StepTo<Says, Plan> = { readonly verb: string; readonly left: string; readonly right: string; readonly shape: Shape<Says, Plan> };

export const shapeOf = <Says, Plan>(says: Says): Shape<Says, Plan> => ({ says, steps: [], plan: null });

/** The shape that one more step leads to; `change` says how, when the step is taken for the first time. */
export function follow<Says, Plan>(
  from: Shape<Says, Plan>,
  verb: string,
  left: string,
  right: string,
  change: (says: Says) => Says,
): Shape<Says, Plan> {
  for (const step of from.steps) if (step.verb === verb && step.left === left && step.right === right) return step.shape;
  const shape = shapeOf<Says, Plan>(change(from.says));
  from.steps.push({ verb, left, right, shape });
  return shape;
}
