import { useEffect } from 'preact/hooks';
import type { BoardView } from '../../../core/views/screens.ts';
import { useLive, useOfficeClock } from '../live.ts';
import { mount } from '../mount.ts';
import { Board } from './board.tsx';
import { chime } from './chime.ts';
import { useNewCalls } from './new-calls.ts';

mount(function BoardPage() {
  const { picture, receivedAt, stale } = useLive<BoardView>('/board/events');
  const now = useOfficeClock(picture?.asOf, receivedAt);
  const fresh = useNewCalls(picture?.calls ?? null);
  useEffect(() => {
    if (fresh.size > 0) chime();
  }, [fresh]);
  useEffect(() => {
    if (picture !== null) document.documentElement.lang = picture.language;
  }, [picture?.language]);
  if (picture === null || now === null) return <main class="board-full" />;
  return (
    <main class="board-full">
      <Board view={picture} now={now} stale={stale} fresh={fresh} />
    </main>
  );
});
