import { fileURLToPath } from "node:url";

import { defineConfig } from "vite";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The package's copy of the engine for bundlers that lose it: this site carries the engine itself. */
const withoutInlinedEngine = {
  name: "without-inlined-engine",
  enforce: "pre",
  resolveId: (id) => (id.endsWith("engine-inlined.mjs") ? "\0engine-inlined" : null),
  load: (id) => (id === "\0engine-inlined" ? 'throw new Error("engine.wasm could not be loaded");\nexport const base64 = "";' : null),
};

/** The engine and what starts it are on their way while the first script is read. A server's page, which needs neither, is published without these. */
const early = {
  name: "early",
  transformIndexHtml: {
    order: "post",
    handler: (_, { bundle = {} }) =>
      Object.entries(bundle).flatMap(([name, { facadeModuleId }]) => {
        if (/^assets\/engine-.*\.wasm$/.test(name)) return [{ tag: "link", attrs: { rel: "preload", as: "fetch", crossorigin: true, href: `./${name}` }, injectTo: "head" }];
        return facadeModuleId?.endsWith("/backend/page.ts") ? [{ tag: "link", attrs: { rel: "modulepreload", crossorigin: true, href: `./${name}` }, injectTo: "head" }] : [];
      }),
  },
};

export default defineConfig({
  // Relative, so that the files work in any folder of any host.
  base: "./",
  plugins: [withoutInlinedEngine, early],
  resolve: { alias: { dynatab: at("../npm/dist/browser.mjs") } },
  server: { fs: { allow: [at("..")] } },
  build: { license: { fileName: "licenses.md" }, target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false }, outDir: "dist", emptyOutDir: true, chunkSizeWarningLimit: 400 },
  logLevel: "warn",
});
