import { useEffect } from 'preact/hooks';
import type { KioskPicture } from '../../kiosk-picture.ts';
import { useLive, useOfficeClock } from '../live.ts';
import { mount } from '../mount.ts';
import { words } from '../words.ts';
import { Kiosk } from './kiosk.tsx';

mount(function KioskPage() {
  const { picture, receivedAt, stale } = useLive<KioskPicture>('/kiosk/events');
  const now = useOfficeClock(picture?.asOf, receivedAt);
  useEffect(() => {
    if (picture !== null) document.documentElement.lang = picture.language;
  }, [picture?.language]);
  if (picture === null || now === null) return <main class="kiosk-waking">{words.cs.kiosk.waking}</main>;
  return (
    <main class="kiosk-full">
      <Kiosk view={picture} now={now} stale={stale} places={picture.places} />
    </main>
  );
});
