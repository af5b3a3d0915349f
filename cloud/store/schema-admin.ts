import type { Generated } from 'kysely';

/** The tables behind `/admin`; the same conventions as in schema.ts. */
export type AdminSchema = {
  adminUser: AdminUserTable;
  adminInvite: AdminInviteTable;
  adminSession: AdminSessionTable;
  adminAudit: AdminAuditTable;
  officeRevision: OfficeRevisionTable;
  officeLink: OfficeLinkTable;
  enrolment: EnrolmentTable;
};

/** Who may sign in. A name is never given twice: what it did stays readable in the audit. */
export type AdminUserTable = {
  /** What is typed at sign-in, in lower case. */
  id: string;
  name: string;
  role: 'supervisor' | 'admin';
  /** The one office of a supervisor; `null` is every office, for admins only. */
  office: string | null;
  /** `scrypt$<log2 N>$<r>$<p>$<salt>$<hash>`. */
  password: string;
  /** Base32 of the shared secret [RFC-6238]. */
  totpSecret: string;
  /** The time step of the last code that was taken: a code counts once. */
  totpStep: number;
  createdMs: number;
  disabledMs: number | null;
};

/** A one-time code with which somebody becomes a user, or sets a new password and a new second factor. */
export type AdminInviteTable = {
  /** SHA-256 of the code, hex. */
  code: string;
  role: AdminUserTable['role'];
  office: string | null;
  /** Whose password it sets anew; `null` makes a new user. */
  user: string | null;
  createdMs: number;
  createdBy: string;
  /** `null` for the code that the cloud prints while it has no user. */
  expiresMs: number | null;
  endedMs: number | null;
};

export type AdminSessionTable = {
  /** SHA-256 of the cookie, hex. */
  id: string;
  user: string;
  createdMs: number;
  seenMs: number;
  /** Chosen on a page; `null` follows the browser. */
  lang: string | null;
};

/** Every change made by a person, for years: no citizen's name and no address stands here. */
export type AdminAuditTable = {
  id: Generated<number>;
  atMs: number;
  office: string | null;
  who: string;
  /** What was done, e.g. `settings.saved`. */
  what: string;
  /** To what: a revision, a reservation's id, a user. */
  subject: string;
  /** JSON of `[{path, from, to}]`. */
  changes: string;
};

/** Every revision of an office's settings that was ever saved here. */
export type OfficeRevisionTable = {
  office: string;
  revision: number;
  /** JSON of OfficeSettings. */
  settings: string;
  savedMs: number;
  savedBy: string;
};

/** A further manage link of a reservation, minted for a mail that the office sends: the first one's token is kept nowhere. */
export type OfficeLinkTable = {
  /** SHA-256 of the token, hex. */
  token: string;
  reservation: string;
  createdMs: number;
};

/** A one-time code with which a kiosk becomes an edge of the office. */
export type EnrolmentTable = {
  /** SHA-256 of the code, hex. */
  code: string;
  office: string;
  edge: string;
  createdMs: number;
  createdBy: string;
  expiresMs: number;
  /** When a kiosk used it. */
  usedMs: number | null;
  revokedMs: number | null;
};
