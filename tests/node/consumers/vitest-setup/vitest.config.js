export default { test: { setupFiles: ["dynatab/vitest/setup"] } };
