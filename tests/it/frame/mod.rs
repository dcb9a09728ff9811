//! Reading project frames from workbooks.
