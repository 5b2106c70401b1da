import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/** A package, loaded when it is first asked for: what few processes ever need lengthens the start of none. */
export const onDemand = (name: string): unknown => load(name);
