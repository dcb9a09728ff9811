//! Sample draws that anyone can redo.
