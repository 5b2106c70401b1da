import module from 'node:module';

// Imported first by what starts a process: reading and compiling the program is most of a start, and whatever is imported
// from now on is compiled once a machine. Node.js before 22 has no such cache; where it cannot be written it is left out.
module.enableCompileCache?.();
