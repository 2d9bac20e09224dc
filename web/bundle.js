// Writes the page's script and style: npm run bundle, or node bundle.js FOLDER.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

await build({
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  entryPoints: ["src/report.js", "src/report.css"],
  outdir: process.argv[2] ?? "../src/Hone.Core/Reporting/Html",
  bundle: true,
  minify: true,
  format: "iife",
  charset: "utf8",
  target: "es2022",
  banner: { js: "/*! Draws with uPlot 1.6.32, (c) Leon Sorokin, MIT licence: https://github.com/leeoniya/uPlot */" },
});
