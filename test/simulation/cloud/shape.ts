/**
 * What a query says without its values. Every call of one place in the cloud comes step by step to the same shape, and what follows from it, `plan`,
 * is worked out once: there are as many shapes as the cloud has ways to ask.
 */
export type Shape<Says, Plan> = { readonly says: Says; readonly steps: StepTo<Says, Plan>[]; plan: Plan | null };
type StepTo<Says, Plan> = { readonly verb: string; readonly left: string; readonly right: string; readonly shape: Shape<Says, Plan> };

export const shapeOf = <Says, Plan>(says: Says): Shape<Says, Plan> => ({ says, steps: [], plan: null });

/** The shape that one more step leads to, if it was taken before. */
export function known<Says, Plan>(from: Shape<Says, Plan>, verb: string, left: string, right: string): Shape<Says, Plan> | null {
  const { steps } = from;
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index]!;
    if (step.verb === verb && step.left === left && step.right === right) return step.shape;
  }
  return null;
}

/** The same, taken now for the first time: what is said then is `says`. */
export function begin<Says, Plan>(from: Shape<Says, Plan>, verb: string, left: string, right: string, says: Says): Shape<Says, Plan> {
  const shape = shapeOf<Says, Plan>(says);
  from.steps.push({ verb, left, right, shape });
  return shape;
}
