export default { test: { globalSetup: ["dynatab/vitest/global"] } };
