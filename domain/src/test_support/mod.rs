//! Builders for tests and for `kanping demo`.
