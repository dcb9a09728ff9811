//! Nothing here: the tests live in `it/` (no browser) and `e2e/` (a real browser).
