// Several test files and their servers share two cores; what hangs is still found.
jest.setTimeout(60_000);
