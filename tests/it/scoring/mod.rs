//! Scoring through the boundary: rule vectors and whole sheets.
