/** What is wrong, with the id of the field to put right; `null` where it is no one field. */
export type PageError = { readonly field: string | null; readonly message: string };
