// Lets plain Node run our sources: they name each other by the `.js` that the build will make of them.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    const ours =
      specifier.startsWith('.') && specifier.endsWith('.js') && !/\/(node_modules|build|dist)\//.test(context.parentURL ?? '');
    return next(ours ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
