// Pictures of every page, taken by `cargo xtask screenshots`.
import { defineConfig } from "@playwright/test";
import tests from "./playwright.config.ts";

export default defineConfig({
  ...tests,
  testDir: "screenshots",
  testMatch: "**/*.shot.ts",
  outputDir: "../../target/e2e-screenshots",
  timeout: 240_000,
  reporter: [["list"]],
});
