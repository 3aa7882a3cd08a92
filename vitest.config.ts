import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{app,main,models,renderer,scripts}/**/*.test.{ts,tsx}', 'e2e/cli/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'models/lab/**'],
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { ORT_DISABLE_TELEMETRY: '1' },
  },
});
