// Plays tests/cases/ against WebAssembly in this process and over HTTP; docs/cases.md describes the files.

import { inProcess, overHttp } from "./cases/faces.js";
import { playAll } from "./cases/suite.js";

for (const open of [inProcess, overHttp]) await playAll(open);
