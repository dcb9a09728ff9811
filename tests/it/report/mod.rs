//! Reports: the same bytes for the same facts.
