/** Does the work and clears up, whatever came of it. Of two failures the first is told: the other mostly follows from it. */
export async function clearedUp(work: () => Promise<void>, clearUp: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    await clearUp().catch(() => undefined);
    throw error;
  }
  await clearUp();
}
