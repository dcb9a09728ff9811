//! XLSForms in, running forms out.
