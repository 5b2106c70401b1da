/** Lets the keeper remove this run's databases, and waits until it has. */
export default async function teardown(): Promise<void> {
  const keeper = globalThis.testKeeper;
  if (!keeper?.connected) return;
  const gone = new Promise((resolve) => keeper.once('exit', resolve));
  keeper.disconnect();
  await gone;
}
