/** Left edge, right edge and first pin of the controller's module. */
export const chip = { left: 520, right: 720, top: 150, bottom: 700 } as const;
/** Heights at which the controller's pins stand. */
export const left = { 'unit:rx': 210, 'unit:tx': 250, 'unit:de': 290 } as const;
export const right = {
  'display:data': 210,
  'display:clock': 250,
  'display:load': 290,
  'unit:lamp': 380,
  'unit:buzzer': 450,
  'key:next': 540,
  'key:recall': 580,
  'key:noShow': 620,
  'key:pause': 660,
} as const;
