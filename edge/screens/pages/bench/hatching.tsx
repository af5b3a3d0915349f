/** The engraver's strokes, once for all drawings of the page: name them as `url(#hatch-…)`. */
export function Hatching() {
  return (
    <svg class="aside" aria-hidden="true">
      <defs>
        <Strokes id="hatch-fine" apart={5} weight={0.7} angle={45} />
        <Strokes id="hatch-level" apart={4} weight={0.7} angle={90} />
        <Strokes id="hatch-upright" apart={4} weight={0.6} angle={0} />
        <Strokes id="hatch-dense" apart={3} weight={1} angle={45} />
        <pattern id="hatch-cross" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path class="stroke" d="M0 0V4M0 0H4" stroke-width="0.8" />
        </pattern>
      </defs>
    </svg>
  );
}

function Strokes({ id, apart, weight, angle }: { id: string; apart: number; weight: number; angle: number }) {
  return (
    <pattern id={id} width={apart} height={apart} patternUnits="userSpaceOnUse" patternTransform={`rotate(${angle})`}>
      <path class="stroke" d={`M${apart / 2} 0V${apart}`} stroke-width={weight} />
    </pattern>
  );
}
