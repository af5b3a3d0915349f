/** Digits of the call unit's display: seven segments each, lit or dark. */
export function Segments({ shown }: { shown: string }) {
  return (
    <svg class="segments" viewBox={`0 0 ${28 * shown.length} 48`} aria-hidden="true">
      {[...shown].map((sign, place) => (
        <g key={place} transform={`translate(${28 * place + 3} 3) skewX(-5)`}>
          {paths.map((path, segment) => (
            <path
              key={path}
              d={path}
              class={((lit[sign.toUpperCase()] ?? unknownSign) >> segment) & 1 ? 'segment segment-lit' : 'segment'}
            />
          ))}
        </g>
      ))}
    </svg>
  );
}

/** Segments a to g, bit 0 to 6. */
const paths = [
  'M5 0h14l-3 4H8z',
  'M20 1v18l-2 1-2-2V5z',
  'M20 41V23l-2-1-2 2v13z',
  'M5 42h14l-3-4H8z',
  'M4 41V23l2-1 2 2v13z',
  'M4 1v18l2 1 2-2V5z',
  'M7 21l2-2h6l2 2-2 2H9z',
] as const;

/** What each sign lights. Letters that seven segments cannot show take the form that technicians use. */
const lit: Readonly<Record<string, number | undefined>> = {
  ' ': 0x00,
  '-': 0x40,
  _: 0x08,
  '=': 0x48,
  '°': 0x63,
  0: 0x3f,
  1: 0x06,
  2: 0x5b,
  3: 0x4f,
  4: 0x66,
  5: 0x6d,
  6: 0x7d,
  7: 0x07,
  8: 0x7f,
  9: 0x6f,
  A: 0x77,
  B: 0x7c,
  C: 0x39,
  D: 0x5e,
  E: 0x79,
  F: 0x71,
  G: 0x3d,
  H: 0x76,
  I: 0x30,
  J: 0x1e,
  K: 0x75,
  L: 0x38,
  M: 0x37,
  N: 0x54,
  O: 0x5c,
  P: 0x73,
  Q: 0x67,
  R: 0x50,
  S: 0x6d,
  T: 0x78,
  U: 0x3e,
  V: 0x1c,
  W: 0x2a,
  X: 0x76,
  Y: 0x6e,
  Z: 0x5b,
};
const unknownSign = 0x08;
