//! Measured against design: pass or fail under a tolerance. Filled in below.
