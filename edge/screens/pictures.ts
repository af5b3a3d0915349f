import Router from '@koa/router';
import type { PictureType } from '#contract/board.ts';

/** The picture of this name that a notice shows, or `null`. */
export type Pictures = (name: string) => { readonly type: PictureType; readonly bytes: Uint8Array } | null;

/**
 * The notices' pictures, from this edge's own address. Whatever is in the bytes, a browser takes them for a picture of the told type and for
 * nothing else: no guessing (`nosniff` is on every answer), and opened by itself it may do nothing.
 */
export function pictureRoutes(pictures: Pictures): Router {
  const router = new Router();
  router.get('/board/pictures/:name', (ctx) => {
    const picture = pictures(String(ctx.params.name));
    if (picture === null) return;
    ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
    ctx.set('Content-Security-Policy', "default-src 'none'; sandbox");
    ctx.type = `image/${picture.type}`;
    ctx.body = Buffer.from(picture.bytes);
  });
  return router;
}
