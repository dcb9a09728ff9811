//! What a device does next: a state machine without I/O. The runner performs each `Action` against
//! the network and the local store and reports an `Event`; the order of steps is decided here only.
//!
//! Order of one synchronisation: push records (oldest first) → upload the blobs their manifests
//! name → pull until the cursor stands still → compare digests. Records go before photos, so that
//! the server knows what to wait for (a record is complete only when every blob is on disk).

use crate::ids::Sha256Hex;

/// The next thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Take up to `limit` oldest pending operations from the outbox and push them.
    Push {
        /// At most this many in one batch.
        limit: usize,
    },
    /// Upload the next blob that has no receipt.
    UploadBlob {
        /// Which.
        sha256: Sha256Hex,
    },
    /// Pull one page from the stored cursor.
    Pull,
    /// Ask for the server's digest and compare it with ours.
    CompareDigest,
    /// Everything is done; report and rest.
    Finish,
    /// Stop for now; try again at the next trigger.
    Stop,
}

/// What came of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The batch was answered: `sent` operations have an outcome, `left` are still pending.
    Pushed {
        /// How many got an outcome.
        sent: usize,
        /// How many are still in the outbox.
        left: usize,
    },
    /// These blobs still lack a receipt (asked after the pushes).
    BlobsPending(Vec<Sha256Hex>),
    /// The server confirmed this blob by its own hash.
    BlobReceived(Sha256Hex),
    /// This blob failed on its own (gone locally, refused); the others go on.
    BlobFailed(Sha256Hex),
    /// A page was stored; `more` says that another follows.
    Pulled {
        /// Whether another page follows.
        more: bool,
    },
    /// The digests were compared.
    DigestCompared {
        /// Whether both sides hold the same.
        equal: bool,
    },
    /// No connection, a time-out, a proxy's page instead of an answer: nothing is marked as sent.
    NetworkFailed,
    /// The session is over: the person must sign in again; nothing is lost.
    SignedOut,
}

/// Where the machine is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MachineState {
    /// Sending operations.
    Pushing,
    /// Sending blobs.
    Uploading,
    /// Fetching changes.
    Pulling,
    /// Comparing.
    Comparing,
    /// Done; `equal` tells whether the digests agreed.
    Finished {
        /// Whether the digests agreed.
        equal: bool,
    },
    /// Gave up for now.
    Stopped {
        /// The person must sign in first.
        signed_out: bool,
    },
}

/// One synchronisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    state: MachineState,
    blobs: Vec<Sha256Hex>,
    failed_blobs: Vec<Sha256Hex>,
    repulled: bool,
}

/// Operations in one batch: a day's work of one evaluator fits, and a body stays under its limit.
pub const PUSH_BATCH: usize = 20;

impl Default for Machine {
    fn default() -> Self {
        Self::new()
    }
}

impl Machine {
    /// Starts a synchronisation.
    pub fn new() -> Self {
        Self {
            state: MachineState::Pushing,
            blobs: Vec::new(),
            failed_blobs: Vec::new(),
            repulled: false,
        }
    }

    /// Where it is.
    pub fn state(&self) -> &MachineState {
        &self.state
    }

    /// Blobs that failed on their own in this run.
    pub fn failed_blobs(&self) -> &[Sha256Hex] {
        &self.failed_blobs
    }

    /// What to do now. Asking twice without an event answers the same.
    pub fn next(&self) -> Action {
        match &self.state {
            MachineState::Pushing => Action::Push { limit: PUSH_BATCH },
            MachineState::Uploading => match self.blobs.first() {
                Some(sha256) => Action::UploadBlob {
                    sha256: sha256.clone(),
                },
                None => Action::Pull,
            },
            MachineState::Pulling => Action::Pull,
            MachineState::Comparing => Action::CompareDigest,
            MachineState::Finished { .. } => Action::Finish,
            MachineState::Stopped { .. } => Action::Stop,
        }
    }

    /// Takes note of what came of the last action. Events that do not fit the state change nothing.
    pub fn handle(&mut self, event: Event) {
        use MachineState::{Comparing, Finished, Pulling, Pushing, Stopped, Uploading};
        match (&self.state, event) {
            (_, Event::NetworkFailed) => self.state = Stopped { signed_out: false },
            (_, Event::SignedOut) => self.state = Stopped { signed_out: true },
            // A batch that got no outcome while work is left would loop for ever.
            (Pushing, Event::Pushed { sent: 0, left }) if left > 0 => {
                self.state = Stopped { signed_out: false };
            }
            (Pushing, Event::Pushed { .. }) => {}
            (Pushing, Event::BlobsPending(blobs)) => {
                self.blobs = blobs;
                self.state = if self.blobs.is_empty() {
                    Pulling
                } else {
                    Uploading
                };
            }
            (Uploading, Event::BlobReceived(sha256)) => self.drop_blob(&sha256),
            (Uploading, Event::BlobFailed(sha256)) => {
                self.failed_blobs.push(sha256.clone());
                self.drop_blob(&sha256);
            }
            (Pulling, Event::Pulled { more: false }) => self.state = Comparing,
            (Comparing, Event::DigestCompared { equal: false }) if !self.repulled => {
                // Once, everything is fetched anew; a second difference is shown to the person.
                self.repulled = true;
                self.state = Pulling;
            }
            (Comparing, Event::DigestCompared { equal }) => self.state = Finished { equal },
            _ => {}
        }
    }

    /// Whether the next pull must start from the beginning, because the digests differed.
    pub fn pull_from_start(&self) -> bool {
        self.repulled && self.state == MachineState::Pulling
    }

    fn drop_blob(&mut self, sha256: &Sha256Hex) {
        self.blobs.retain(|blob| blob != sha256);
        if self.blobs.is_empty() {
            self.state = MachineState::Pulling;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blob(text: &str) -> Sha256Hex {
        Sha256Hex::of(text.as_bytes())
    }

    #[test]
    fn records_go_before_photos_and_a_digest_ends_the_run() {
        let mut machine = Machine::new();
        assert_eq!(machine.next(), Action::Push { limit: PUSH_BATCH });
        machine.handle(Event::Pushed { sent: 2, left: 0 });
        machine.handle(Event::BlobsPending(vec![blob("a"), blob("b")]));
        assert_eq!(machine.next(), Action::UploadBlob { sha256: blob("a") });
        machine.handle(Event::BlobReceived(blob("a")));
        machine.handle(Event::BlobFailed(blob("b")));
        assert_eq!(machine.next(), Action::Pull);
        machine.handle(Event::Pulled { more: true });
        assert_eq!(machine.next(), Action::Pull);
        machine.handle(Event::Pulled { more: false });
        machine.handle(Event::DigestCompared { equal: true });
        assert_eq!(machine.state(), &MachineState::Finished { equal: true });
        assert_eq!(machine.failed_blobs(), [blob("b")]);
    }

    #[test]
    fn a_differing_digest_pulls_everything_once_and_then_tells() {
        let mut machine = Machine::new();
        machine.handle(Event::BlobsPending(vec![]));
        machine.handle(Event::Pulled { more: false });
        machine.handle(Event::DigestCompared { equal: false });
        assert!(machine.pull_from_start());
        machine.handle(Event::Pulled { more: false });
        machine.handle(Event::DigestCompared { equal: false });
        assert_eq!(machine.state(), &MachineState::Finished { equal: false });
    }

    #[test]
    fn a_lost_network_stops_without_marking_anything() {
        let mut machine = Machine::new();
        machine.handle(Event::NetworkFailed);
        assert_eq!(machine.next(), Action::Stop);
    }

    #[test]
    fn a_batch_without_any_outcome_does_not_loop() {
        let mut machine = Machine::new();
        machine.handle(Event::Pushed { sent: 0, left: 3 });
        assert_eq!(machine.next(), Action::Stop);
    }
}
