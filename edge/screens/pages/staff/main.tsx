import { useEffect, useRef } from 'preact/hooks';
import type { StaffView } from '../../../core/views/screens.ts';
import { useLive, useOfficeClock } from '../live.ts';
import { mount } from '../mount.ts';
import { Stale } from '../stale.tsx';
import { words } from '../words.ts';
import { useClerk } from './clerk.ts';
import { Counters } from './counters.tsx';
import { Devices } from './devices.tsx';
import { Issuing } from './issuing.tsx';
import { Queue } from './queue.tsx';
import { Reservations } from './reservations.tsx';
import { TopLine } from './top-line.tsx';
import './staff.css';

mount(function StaffPage() {
  const { picture: view, receivedAt, stale } = useLive<StaffView>('/staff/events', logInAgain);
  const now = useOfficeClock(view?.asOf, receivedAt);
  const clerk = useClerk(view?.counters.map(({ number }) => number) ?? []);
  const changed = useChangeInWords(view);
  useEffect(() => {
    if (view !== null) document.documentElement.lang = view.language;
  }, [view?.language]);
  if (view === null || now === null) return <main class="staff" />;
  return (
    <>
      <Stale stale={stale} asOf={view.asOf} language={view.language} timeZone={view.timeZone} />
      <TopLine view={view} now={now} />
      <main class="staff">
        <p class="aside" role="status">
          {changed}
        </p>
        <Counters view={view} now={now} clerk={clerk} />
        <Queue view={view} now={now} clerk={clerk} />
        <div class="staff-more">
          <Issuing view={view} />
          <Reservations view={view} />
          <Devices view={view} />
        </div>
      </main>
    </>
  );
});

/** A stream refused because the session is over leads to the login; any other refusal is tried again. */
async function logInAgain(): Promise<void> {
  const answer = await fetch('/api/v1/session').catch(() => null);
  if (answer?.status === 401) location.assign('/staff/login');
}

/** The newest call in words, for those who listen to the page. */
function useChangeInWords(view: StaffView | null): string {
  const before = useRef<StaffView | null>(null);
  const said = useRef('');
  if (view !== null && view !== before.current) {
    const was = before.current;
    const called = view.counters.find(
      ({ number, ticket, calls }) =>
        was !== null &&
        ticket !== null &&
        !was.counters.some((counter) => counter.number === number && counter.ticket === ticket && counter.calls === calls),
    );
    if (called?.ticket != null) said.current = words[view.language].staff.announce(called.number, called.ticket);
    before.current = view;
  }
  return said.current;
}
