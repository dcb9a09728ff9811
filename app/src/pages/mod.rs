//! The screens. Pages read `state` and hand plain values to components. Not here: storage, network.

pub mod desk;
pub mod field;
