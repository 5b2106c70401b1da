import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { sourceMaps } from '../compile-typescript.mjs';

const require = createRequire(import.meta.url);
const TIMEOUT = Symbol.for('TEST_TIMEOUT_SYMBOL');
const EVENT_HANDLERS = Symbol.for('EVENT_HANDLERS');

/**
 * What jest asks of a runtime, answered by Node.js: a module is loaded once in a worker and serves all its test files.
 * Jest's own would load the four thousand modules of the application anew for each, which took half of a run's time.
 */
export default class NativeRuntime {
  #mocker;

  constructor(_config, environment) {
    this.#mocker = environment.moduleMocker;
    delete globalThis[TIMEOUT];
    globalThis.jest = this.#jestObject();
  }

  #jestObject() {
    const mocker = this.#mocker;
    return {
      fn: mocker.fn.bind(mocker),
      spyOn: mocker.spyOn.bind(mocker),
      resetAllMocks: () => mocker.resetAllMocks(),
      restoreAllMocks: () => mocker.restoreAllMocks(),
      setTimeout: (milliseconds) => void (globalThis[TIMEOUT] = milliseconds),
    };
  }

  /** The collector of a file's tests begins anew with each file. */
  requireInternalModule(path) {
    delete require.cache[path];
    delete globalThis[EVENT_HANDLERS];
    return require(path);
  }

  requireModule(path) {
    return require(path);
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  unstable_importModule(path) {
    return import(pathToFileURL(path).href);
  }

  setGlobalsForRuntime() {}

  enterTestCode() {}

  leaveTestCode() {}

  getSourceMaps() {
    return sourceMaps;
  }

  getAllCoverageInfoCopy() {}

  teardown() {}
}
