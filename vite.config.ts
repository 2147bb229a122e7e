import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { selfsameSite } from "./src/site/vite-plugin.ts";

/** Threads in WebAssembly need an isolated page; `vite dev` and `vite preview` say so themselves. */
const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

export default defineConfig({
  base: "./",
  plugins: [svelte({ configFile: false }), selfsameSite()],
  worker: { format: "es" },
  build: {
    target: "es2023",
    assetsInlineLimit: 0, // the content policy allows no data: URLs
    chunkSizeWarningLimit: 1000,
  },
  server: { headers: isolation },
  preview: { headers: isolation },
  optimizeDeps: { exclude: ["onnxruntime-web"] },
});
