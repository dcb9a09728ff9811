//! The field app's components: props in, callbacks out. Not here: state, storage, sync.
