export async function benchSandbox() { return []; }
