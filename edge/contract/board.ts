import * as z from 'zod';
import { Language } from './language.ts';

/** Notices of one office at most: one turn through all of them, in three languages each, is five minutes. */
export const noticesMax = 8;
/** Characters of a notice in one language: what is read from the back of a hall while it stands. */
export const noticeTextMax = 240;
/** Bytes of one picture; in a message of its own it stays below `messageLengthMax`. */
export const pictureBytesMax = 256 * 1024;
/** Width and height of a picture at most, pixels: what a kiosk unpacks into memory, and more than any board shows. */
export const pictureSideMax = 2_400;

/** Where a counter is, seen from the board. */
export const Way = z.enum(['left', 'ahead-left', 'ahead', 'ahead-right', 'right', 'behind']);
export type Way = z.infer<typeof Way>;
export const ways = Way.options;

export const PictureType = z.enum(['png', 'jpeg', 'webp']);
export type PictureType = z.infer<typeof PictureType>;

/** A picture is named by what is in it (SHA-256, hex): whoever has one of this name has it whole, and for ever. */
export const PictureName = z.string().regex(/^[0-9a-f]{64}$/);

const side = z.int().min(1).max(pictureSideMax);
export const Picture = z.strictObject({ name: PictureName, type: PictureType, width: side, height: side });
export type Picture = z.infer<typeof Picture>;

/** What an office says on its board beside the calls. */
export const Notice = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]{1,16}$/),
    /** A language left out is not shown in it; a picture without a word says nothing to who cannot see it. */
    text: z.partialRecord(Language, z.string().min(1).max(noticeTextMax)),
    /** The office's local dates on which it is shown, both included; `null` is without an end on that side. */
    from: z.iso.date().nullable(),
    until: z.iso.date().nullable(),
    picture: Picture.nullable(),
  })
  .superRefine(({ text, from, until }, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (Object.keys(text).length === 0) refuse('text', 'a notice has no text in any language');
    if (from !== null && until !== null && until < from) refuse('until', 'a notice ends before it begins');
  });
export type Notice = z.infer<typeof Notice>;

/** What only the hall's board shows of the office's settings. It is no promise: an edge keeps it in a file, not in its journal. */
export const BoardSettings = z
  .strictObject({
    notices: z.array(Notice).max(noticesMax),
    /** By a counter's number; one that is left out has no direction of its own. */
    ways: z.record(z.string().regex(/^[1-9]\d?$/), Way),
  })
  .refine(({ notices }) => new Set(notices.map(({ id }) => id)).size === notices.length, {
    path: ['notices'],
    message: 'two notices have one id',
  });
export type BoardSettings = z.infer<typeof BoardSettings>;

/** A board is named by the SHA-256 of its JSON, hex: a number would be given again by a cloud that went back to a backup. */
export const BoardName = z.string().regex(/^[0-9a-f]{64}$/);

export const emptyBoard: BoardSettings = { notices: [], ways: {} };

/** The pictures that the board's notices show, each once. */
export const picturesOf = ({ notices }: BoardSettings): readonly Picture[] =>
  notices.flatMap(({ picture }) => picture ?? []).filter(({ name }, index, all) => all.findIndex((one) => one.name === name) === index);

/** The names of the pictures that a board shows; of an office that says nothing of its board, none. */
export const pictureNames = (board: BoardSettings | null | undefined): readonly string[] =>
  picturesOf(board ?? emptyBoard).map(({ name }) => name);
