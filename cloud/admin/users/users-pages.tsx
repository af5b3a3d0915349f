import type { JSX } from 'preact';
import type { Office } from '../../store/read-office.ts';
import { Act, PostForm, Select } from '../form-parts.tsx';
import type { OfficeVisit } from '../guard.tsx';
import { Layout } from '../layout.tsx';
import { writeMoment } from '../write.ts';
import type { Invite, Role, User } from './users.ts';

type Known = { visit: OfficeVisit; offices: readonly Office[] };

/** Everybody who may come in or could once, and the codes that wait for somebody. */
export function UsersPage({
  visit,
  users,
  invites,
  offices,
  notice,
}: Known & { users: readonly User[]; invites: readonly Invite[]; notice: string | null }): JSX.Element {
  const { reader, session, office } = visit;
  const { users: words } = reader.texts;
  const here = `/admin/${office.id}/uzivatele`;
  return (
    <Layout {...visit} title={words.title} place="users" notice={notice}>
      <h1>{words.title}</h1>
      <ul class="rows">
        {users.map((user) => (
          <Person key={user.id} visit={visit} user={user} offices={offices} />
        ))}
      </ul>
      {invites.length > 0 && (
        <>
          <h2>{words.waiting}</h2>
          <ul class="rows">
            {invites.map((one) => (
              <li key={one.code}>
                <span>
                  <strong>{one.user === null ? words.newUser : words.forUser(one.user)}</strong>
                  <br />
                  <span class="quiet">
                    {words.roles[one.role]} · {officeName(visit, offices, one.office)} ·{' '}
                    {words.until(writeMoment(reader.lang, office.settings.timeZone, one.expiresMs ?? 0))}
                  </span>
                </span>
                <Act session={session} action={`${here}/kod-zrusit`} label={words.take} kind="quiet-link" fields={{ code: one.code }} />
              </li>
            ))}
          </ul>
        </>
      )}
      <section class="card">
        <h2>{words.inviteTitle}</h2>
        <p>{words.inviteLead}</p>
        <PostForm session={session} action={`${here}/pozvat`}>
          <PlaceFields visit={visit} offices={offices} name="new" held="supervisor" at={office.id} />
          <button class="button primary" type="submit">
            {words.invite}
          </button>
        </PostForm>
      </section>
    </Layout>
  );
}

function Person({ visit, user, offices }: Known & { user: User }) {
  const { reader, session, office } = visit;
  const { users: words } = reader.texts;
  const here = `/admin/${office.id}/uzivatele/${user.id}`;
  const isIn = user.disabledMs === null;
  return (
    <li>
      <span>
        <strong>{user.name}</strong> ({user.id})
        <br />
        <span class="quiet">
          {words.roles[user.role]} · {officeName(visit, offices, user.office)}
        </span>
      </span>
      <span class={`state ${isIn ? 'confirmed' : 'cancelled'}`}>{isIn ? words.active : words.disabled}</span>
      {user.id !== session.user.id && (
        <details>
          <summary>
            {words.change}
            <span class="unseen"> {user.name}</span>
          </summary>
          <PostForm session={session} action={`${here}/opravneni`}>
            <PlaceFields visit={visit} offices={offices} name={user.id} held={user.role} at={user.office ?? office.id} />
            <button class="button plain" type="submit">
              {words.change}
            </button>
          </PostForm>
          <p class="actions">
            <Act session={session} action={`${here}/heslo`} label={words.reset} kind="plain" about={user.name} />
            <Act
              session={session}
              action={`${here}/pristup`}
              label={isIn ? words.disable : words.enable}
              kind={isIn ? 'quiet-link' : 'plain'}
              fields={{ access: isIn ? 'none' : 'given' }}
              about={user.name}
            />
          </p>
        </details>
      )}
    </li>
  );
}

/** Role and office; `name` keeps the ids of several such forms apart. */
function PlaceFields({ visit, offices, name, held, at }: Known & { name: string; held: Role; at: string }) {
  const { reader } = visit;
  const { users: words } = reader.texts;
  return (
    <div class="inline">
      <Select
        id={`${name}-role`}
        name="role"
        label={words.role}
        value={held}
        options={[
          ['supervisor', words.roles.supervisor],
          ['admin', words.roles.admin],
        ]}
      />
      <Select
        id={`${name}-place`}
        name="place"
        label={words.office}
        value={at}
        options={offices.map(({ id, settings }) => [id, settings.name[reader.lang]] as const)}
      />
    </div>
  );
}

/** A code that is shown once. */
export function CodePage({ visit, code }: { visit: OfficeVisit; code: string }): JSX.Element {
  const { reader, office } = visit;
  const { users: words, refused } = reader.texts;
  return (
    <Layout {...visit} title={words.code} place="users">
      <h1>{words.code}</h1>
      <p class="one-time-code">{code}</p>
      <p class="lead">{words.codeLead}</p>
      <p>
        <a class="button primary" href={`/admin/${office.id}/uzivatele`}>
          {refused.back}
        </a>
      </p>
    </Layout>
  );
}

const officeName = ({ reader }: OfficeVisit, offices: readonly Office[], id: string | null): string =>
  id === null ? reader.texts.users.everyOffice : (offices.find((one) => one.id === id)?.settings.name[reader.lang] ?? id);
