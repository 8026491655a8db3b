import { defineConfig } from "@playwright/test";

const report = process.env.REPORT_DIR ?? "../../target/report";

export default defineConfig({
  testDir: ".",
  testMatch: /\/(journeys|pages|bugs)\/.*\.spec\.ts$/,
  outputDir: "../../target/e2e",
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: Number(process.env.E2E_WORKERS ?? 2),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["junit", { outputFile: `${report}/e2e.junit.xml` }]],
  use: {
    viewport: { width: 1280, height: 800 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    screenshot: "only-on-failure",
    // Without a film of it: with one, a test takes a sixth longer.
    trace: { mode: "retain-on-failure", screenshots: false },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
