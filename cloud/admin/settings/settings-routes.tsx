import Router from '@koa/router';
import type { Context } from 'koa';
import { localDate } from '#contract/business-day.ts';
import type { OfficeSettings } from '#contract/settings.ts';
import type { Stranded } from '../../reservations/port.ts';
import { seeOther, sendPage } from '../../send-page.ts';
import { readPicture } from '../../store/pictures.ts';
import type { Form } from '../form.ts';
import type { Guard, OfficeVisit } from '../guard.tsx';
import { RefusedPage } from '../refused-page.tsx';
import { boardSection } from './board-section.tsx';
import { writePath } from './changes-table.tsx';
import { closuresSection, inOrder } from './closures-section.tsx';
import { countersSection } from './counters-section.tsx';
import { type Draft, readDraft } from './draft.ts';
import { hoursSection } from './hours-section.tsx';
import { officeSection } from './office-section.tsx';
import {
  HolidaysPage,
  type SectionName,
  SectionPage,
  ServicesPage,
  SettingsPage,
  sectionNames,
  sectionWords,
  serviceTitle,
} from './pages.tsx';
import { PreviewPage } from './preview-page.tsx';
import { type Planned, plan, save } from './revisions.ts';
import { rulesSection } from './rules-section.tsx';
import type { Fields, Section, SectionView } from './section.ts';
import { serviceSection } from './service-section.tsx';
import { staffSection } from './staff-section.tsx';

const sections: Readonly<Record<SectionName, Section>> = {
  urad: officeSection,
  agendy: serviceSection,
  hodiny: hoursSection,
  volna: closuresSection,
  pravidla: rulesSection,
  prepazky: countersSection,
  tabule: boardSection,
  obsluha: staffSection,
};
/** Holidays are proposed so far ahead. */
const holidayMonths = 24;
/** Stands in the address for a service that does not exist yet. */
const newService = 'nova';

/** The settings: parts with their forms, a preview of every change, and saving it. */
export function settingsRoutes(guard: Guard): Router {
  const router = new Router({ prefix: '/admin/:office/nastaveni' });
  router.get(
    '/',
    guard.forOffice((ctx, visit) =>
      sendPage(ctx, <SettingsPage visit={visit} notice={ctx.query.ulozeno ? visit.reader.texts.settings.saved : null} />),
    ),
  );
  router.get('/obrazky/:name', guard.forOffice(sendPicture));
  router.get('/svatky', guard.forOffice(showHolidays));
  router.post('/svatky', guard.forOffice(takeHolidays));
  router.post('/ulozit', guard.forOffice(saveDraft));
  router.get(
    '/agendy',
    guard.forOffice((ctx, visit) => sendPage(ctx, <ServicesPage visit={visit} />)),
  );
  for (const address of ['/agendy/:which', '/:section']) {
    router.get(address, guard.forOffice(showSection));
    router.post(address, guard.forOffice(takeSection));
  }
  return router;
}

/** A picture of the board, for its form and the history; named by what is in it, it never changes. */
async function sendPicture(ctx: Context, { parts, office }: OfficeVisit): Promise<void> {
  const picture = await readPicture(parts.store.db, office.id, String(ctx.params.name));
  if (picture === null) return;
  ctx.type = `image/${picture.type}`;
  ctx.body = Buffer.from(picture.data, 'base64');
}

type Opened = { readonly name: SectionName; readonly section: Section; readonly which: string };

/** The part and the thing in it that the address names, or a refusal. */
function opened(ctx: Context, visit: OfficeVisit): Opened | null {
  const given = String(ctx.params.which ?? '');
  const name = ctx.params.which === undefined ? sectionNames.find((one) => one === ctx.params.section) : 'agendy';
  const isKnown = name !== 'agendy' || given === newService || visit.office.settings.services.some(({ id }) => id === given);
  if (name !== undefined && isKnown) return { name, section: sections[name], which: given === newService ? '' : given };
  sendPage(ctx, <RefusedPage {...visit} sentence={visit.reader.texts.refused.gone} />, 404);
  return null;
}

function showSection(ctx: Context, visit: OfficeVisit): void {
  const known = opened(ctx, visit);
  if (known) sendSection(ctx, visit, known, known.section.write(visit.office.settings, known.which), []);
}

async function takeSection(ctx: Context, visit: OfficeVisit): Promise<void> {
  const known = opened(ctx, visit);
  if (!known) return;
  const read = await known.section.read(visit.form, visit.office.settings, known.which, visit);
  if (!read.ok) return sendSection(ctx, visit, known, typedIn(visit.form), read.errors);
  await preview(ctx, visit, { change: read.change });
}

const typedIn = (form: Form): Fields => Object.fromEntries(form.under('').map((name) => [name, form(name)]));

function sendSection(
  ctx: Context,
  visit: OfficeVisit,
  { name, section, which }: Opened,
  fields: Fields,
  errors: SectionView['errors'],
): void {
  const { office, reader } = visit;
  const { settings: words } = reader.texts;
  const { Body } = section;
  const isService = name === 'agendy';
  const title = isService ? serviceTitle(visit, office.settings, which) : sectionWords(reader.texts, name).title;
  const action = `/admin/${office.id}/nastaveni/${name}${isService ? `/${which || newService}` : ''}`;
  sendPage(
    ctx,
    <SectionPage
      visit={visit}
      title={title}
      action={action}
      errors={errors}
      {...(isService && which !== '' ? { removing: words.removeService } : {})}
    >
      <Body visit={visit} settings={office.settings} fields={fields} errors={errors} which={which} />
    </SectionPage>,
    errors.length > 0 ? 422 : 200,
  );
}

/** Shows what a draft would touch. Used by every form here and by going back in the history. */
export async function preview(ctx: Context, visit: OfficeVisit, draft: Draft): Promise<void> {
  const { office, parts, form } = visit;
  const planned = await plan(parts.store.db, office.id, Number(form('base')), draft);
  if (!planned.ok) return refuse(ctx, visit, planned);
  const edges = await parts.store.db.selectFrom('edge').select(['id', 'online']).where('office', '=', office.id).orderBy('id').execute();
  sendPage(
    ctx,
    <PreviewPage
      visit={visit}
      planned={planned}
      draft={draft}
      stranded={await newlyStranded(visit, planned)}
      kiosks={edges.map(({ id, online }) => ({ id, online: online === 1 }))}
    />,
  );
}

/** Who loses their hour by this very change. */
async function newlyStranded(
  { parts, office }: OfficeVisit,
  { before, after }: Extract<Planned, { readonly ok: true }>,
): Promise<Stranded[]> {
  const known = new Set((await parts.desk.stranded(office.id, before)).map(({ id }) => id));
  return (await parts.desk.stranded(office.id, after)).filter(({ id }) => !known.has(id));
}

async function saveDraft(ctx: Context, visit: OfficeVisit): Promise<void> {
  const { office, parts, form, session, reader } = visit;
  const draft = readDraft(form('draft'));
  if (draft === null) return sendPage(ctx, <RefusedPage {...visit} sentence={reader.texts.settings.refusals.unreadable} />, 422);
  const saved = await save(parts, office.id, Number(form('base')), draft, session.user.id);
  if (!saved.ok && (await isSavedAlready(visit, saved, draft))) return seeOther(ctx, await afterSaving(visit));
  if (!saved.ok) return refuse(ctx, visit, saved);
  const isAny = (await newlyStranded(visit, saved)).length > 0;
  seeOther(ctx, `/admin/${office.id}/${isAny ? 'presunout' : 'nastaveni'}?ulozeno=1`);
}

/** Pressed twice, the second finds what the first has saved: it would change nothing more. */
async function isSavedAlready({ office, parts, form }: OfficeVisit, saved: Planned, draft: Draft): Promise<boolean> {
  if (saved.ok || saved.refusal !== 'changed-meanwhile') return false;
  const again = await plan(parts.store.db, office.id, Number(form('base')) + 1, draft);
  return !again.ok && again.refusal === 'nothing-changed';
}

async function afterSaving({ office, parts }: OfficeVisit): Promise<string> {
  const isAny = (await parts.desk.stranded(office.id, office.settings)).length > 0;
  return `/admin/${office.id}/${isAny ? 'presunout' : 'nastaveni'}?ulozeno=1`;
}

function refuse(ctx: Context, visit: OfficeVisit, planned: Exclude<Planned, { readonly ok: true }>): void {
  const { reader, office } = visit;
  const { refusals } = reader.texts.settings;
  const sentence =
    planned.refusal === 'invalid'
      ? refusals.invalid(planned.paths.map((path) => writePath(reader, office.settings, path)).join(', '))
      : refusals[planned.refusal];
  const status = planned.refusal === 'changed-meanwhile' ? 409 : 422;
  sendPage(ctx, <RefusedPage {...visit} sentence={sentence} back={`/admin/${office.id}/nastaveni`} />, status);
}

function showHolidays(ctx: Context, visit: OfficeVisit): void {
  sendPage(ctx, <HolidaysPage visit={visit} holidays={proposed(visit)} />);
}

async function takeHolidays(ctx: Context, visit: OfficeVisit): Promise<void> {
  const { closures } = visit.office.settings;
  const chosen = proposed(visit).filter(
    ({ date }) => visit.form.has(`holiday:${date}`) && !closures.some((closure) => closure.date === date),
  );
  await preview(ctx, visit, { change: { closures: inOrder([...closures, ...chosen]) } });
}

/** Public holidays to come, as the closures that they may become. */
function proposed({ office: { settings }, parts }: OfficeVisit): OfficeSettings['closures'] {
  const today = Temporal.PlainDate.from(localDate(parts.clock.now(), settings));
  const holidays = parts.holidays(settings, today.toString(), today.add({ months: holidayMonths }).toString());
  return [...holidays].map(([date, reason]) => ({ date, reason }));
}
