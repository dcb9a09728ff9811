//! Requests against the real router.
