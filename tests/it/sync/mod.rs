//! Tablets and a server that exchange work.
