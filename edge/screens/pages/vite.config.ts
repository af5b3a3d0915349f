import { defineConfig } from 'vite';

/** One HTML entry a page. Nothing is inlined: the pages' security policy allows only files of this origin. */
export default defineConfig({
  root: 'edge/screens/pages',
  base: '/',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: Object.fromEntries(
        ['kiosk', 'board', 'staff', 'login', 'bench', 'statistics', 'story'].map((page) => [page, `edge/screens/pages/${page}/index.html`]),
      ),
    },
  },
});
