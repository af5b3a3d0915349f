import { useEffect, useRef } from 'preact/hooks';
import type { Language } from '#contract/language.ts';
import type { BenchSlip } from '../../bench-picture.ts';
import { words } from '../words.ts';
import { qrCode } from './qr.ts';
import './slip.css';

/** Columns of text that a slip shows at least; a longer row makes all letters smaller, as on narrow paper. */
const columnsMin = 32;

/** A slip as it came out of the printer, row by row. */
export function SlipPaper({ slip, language }: { slip: BenchSlip; language: Language }) {
  const paper = useRef<HTMLSpanElement>(null);
  const columns = Math.max(columnsMin, ...slip.rows.map((row) => (row.kind === 'text' ? row.text.trim().length * row.width : 0)));
  useEffect(() => paper.current?.style.setProperty('--columns', String(columns)), [columns]);
  return (
    <span class="slip" ref={paper}>
      {slip.rows.map((row, index) => (
        <Row key={index} row={row} caption={words[language].bench.follow} />
      ))}
    </span>
  );
}

function Row({ row, caption }: { row: BenchSlip['rows'][number]; caption: string }) {
  const line = useRef<HTMLSpanElement>(null);
  const [width, height] = row.kind === 'text' ? [row.width, row.height] : [1, 1];
  useEffect(() => {
    line.current?.style.setProperty('--wide', String(width));
    line.current?.style.setProperty('--high', String(height));
  }, [width, height]);
  if (row.kind === 'qr') return <Qr text={row.text} caption={caption} />;
  return (
    <span class={`slip-row slip-${row.align}${row.bold ? ' slip-bold' : ''}`}>
      <span class="slip-letters" ref={line}>
        {row.text === '' ? ' ' : row.text}
      </span>
    </span>
  );
}

function Qr({ text, caption }: { text: string; caption: string }) {
  const code = qrCode(text);
  if (code === null) return <span class="slip-qr slip-qr-words">{text}</span>;
  const path = code.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg
      class="slip-qr"
      viewBox={`-2 -2 ${code.length + 4} ${code.length + 4}`}
      role="img"
      aria-label={`QR: ${caption}`}
      shape-rendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}
