/** `npm run build`: compiles the sources and the pages into dist/. */
import { build, ensureInstalled } from './ensure.mjs';

ensureInstalled();
build();
