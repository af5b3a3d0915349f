/** A slip as words; the printer room decides sizes, code page and cut. Lines come in this order, `null` is left out. */
export type SlipView = {
  readonly ordinal: number;
  readonly number: string;
  readonly office: string;
  readonly service: string;
  /** "objednáno 8:30–9:30", for reservations. */
  readonly reserved: string | null;
  /** "před vámi: 3 · asi 15–25 min". */
  readonly waiting: string;
  /** "Po 23. 11. 2026  8:42". */
  readonly issued: string;
  /** The phone page of this slip, printed as a QR code. */
  readonly follow: { readonly url: string; readonly caption: string } | null;
  /** "KOPIE", on copies only. */
  readonly copy: string | null;
};
