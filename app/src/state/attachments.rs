//! Pictures and signatures of a document: bytes and manifest in one transaction. Not here: taking
//! them (`capture`).

use domain::fieldwork::content::{CONTENT_HEAD_BYTES, content_of};
use domain::fieldwork::{Attachment, AttachmentKind, RecordBody};
use domain::ids::{AccountId, AttachmentId, DocumentId, Sha256Hex};
use domain::time::Timestamp;
use leptos::prelude::*;

use super::{Captured, Failure, FieldState};
use crate::platform;
use crate::storage::{LocalStore as _, StoredBlob, Write};
use crate::sync::meta;

impl FieldState {
    /// Keeps a picture: its bytes (as uploaded and, where the evaluator chose so, as the camera
    /// gave them), its entry in the manifest and, where the question has no answer yet, the answer;
    /// all in one transaction. A new signature takes the place of the former one at the same
    /// question.
    pub async fn add_attachment(
        &self,
        doc_id: &DocumentId,
        path: &str,
        kind: AttachmentKind,
        capture: Captured,
    ) -> Result<AttachmentId, Failure> {
        let edit = self.identity(doc_id).await?;
        let id = AttachmentId(platform::new_id());
        let attachment = self.describe(path, kind, &capture);
        let sha256 = attachment.sha256.clone();
        let mut extra = vec![Write::Blob(StoredBlob {
            sha256: sha256.clone(),
            bytes: capture.upload,
        })];
        let keeps = self.keeps_originals().get_untracked();
        let original =
            (keeps && capture.original_sha256 != sha256).then(|| capture.original_sha256.clone());
        if let Some(sha256) = original.clone() {
            let size = capture.original.len().to_string();
            extra.push(Write::Meta(meta::original(&sha256), Some(size)));
            extra.push(Write::Blob(StoredBlob {
                sha256,
                bytes: capture.original,
            }));
        }
        // Before the edit, so that the queue counts the picture from its first moment on; without
        // a manifest that names it, the name means nothing.
        self.held.update_value(|held| {
            held.insert(sha256);
            held.extend(original);
        });
        self.edit(&edit, &extra, |record| {
            attach(&mut record.body, &id, &attachment)
        })
        .await?;
        Ok(id)
    }

    /// Takes an attachment out of the manifest. Its bytes stay, and earlier revisions keep it.
    pub async fn remove_attachment(
        &self,
        doc_id: &DocumentId,
        id: &AttachmentId,
    ) -> Result<Timestamp, Failure> {
        let edit = self.identity(doc_id).await?;
        let known = self.app.open_store().await?.record(doc_id).await?;
        if let Some(attachment) = known.and_then(|record| record.body.attachments.get(id).cloned())
        {
            self.removed.update_value(|removed| {
                removed.insert(id.clone(), attachment);
            });
        }
        self.edit(&edit, &[], |record| detach(&mut record.body, id))
            .await
    }

    /// Puts a removed attachment back (undo), as long as the page lives.
    pub async fn restore_attachment(
        &self,
        doc_id: &DocumentId,
        id: &AttachmentId,
    ) -> Result<Timestamp, Failure> {
        let edit = self.identity(doc_id).await?;
        let removed = self.removed.with_value(|removed| removed.get(id).cloned());
        let attachment =
            removed.ok_or_else(|| Failure::Storage(format!("nothing removed as {id}")))?;
        self.edit(&edit, &[], |record| {
            attach(&mut record.body, id, &attachment)
        })
        .await
    }

    /// Changes the words under a picture.
    pub async fn set_caption(
        &self,
        doc_id: &DocumentId,
        id: &AttachmentId,
        caption: String,
    ) -> Result<Timestamp, Failure> {
        let edit = self.identity(doc_id).await?;
        self.edit(&edit, &[], |record| {
            if let Some(attachment) = record.body.attachments.get_mut(id) {
                attachment.caption.clone_from(&caption);
            }
        })
        .await
    }

    /// The bytes of an attachment as they are uploaded; `None` for another tablet's.
    pub async fn bytes_of(
        &self,
        doc_id: &DocumentId,
        id: &AttachmentId,
    ) -> Result<Option<Vec<u8>>, Failure> {
        let store = self.app.open_store().await?;
        let record = store.record(doc_id).await?;
        let attachment = record.and_then(|record| record.body.attachments.get(id).cloned());
        match attachment {
            Some(attachment) => Ok(store.blob(&attachment.sha256).await?),
            None => Ok(None),
        }
    }

    /// An address of bytes held here, for an `<img>`; `None` for another tablet's picture.
    pub async fn picture(&self, sha256: &Sha256Hex) -> Option<String> {
        if let Some(url) = self.pictures.with_value(|known| known.get(sha256).cloned()) {
            return Some(url);
        }
        let bytes = self
            .app
            .open_store()
            .await
            .ok()?
            .blob(sha256)
            .await
            .ok()??;
        let url = platform::object_url(&bytes, media_type(&bytes))?;
        self.pictures.update_value(|known| {
            known.insert(sha256.clone(), url.clone());
        });
        Some(url)
    }

    fn describe(&self, path: &str, kind: AttachmentKind, capture: &Captured) -> Attachment {
        let session = self.app.session().get_untracked();
        Attachment {
            kind,
            path: path.to_owned(),
            sha256: Sha256Hex::of(&capture.upload),
            original_sha256: capture.original_sha256.clone(),
            bytes: capture.upload.len() as u64,
            media_type: capture.media_type.clone(),
            taken_at: capture.taken_at,
            taken_by: session.map_or_else(AccountId::default, |session| session.account_id),
            position: capture.position.clone(),
            caption: capture.name.clone(),
        }
    }
}

/// The bytes say what they are; a name may not.
pub(super) fn media_type(bytes: &[u8]) -> &'static str {
    let head = &bytes[..bytes.len().min(CONTENT_HEAD_BYTES)];
    content_of(head).map_or("application/octet-stream", |content| content.media_type)
}

/// The ending of a file name for bytes.
pub(super) fn extension(bytes: &[u8]) -> &'static str {
    let head = &bytes[..bytes.len().min(CONTENT_HEAD_BYTES)];
    content_of(head).map_or("bin", |content| content.extension)
}

fn attach(body: &mut RecordBody, id: &AttachmentId, attachment: &Attachment) {
    if attachment.kind == AttachmentKind::Signature {
        body.attachments
            .retain(|_, known| known.path != attachment.path);
        body.answers.remove(&attachment.path);
    }
    body.attachments.insert(id.clone(), attachment.clone());
    body.answers
        .entry(attachment.path.clone())
        .or_insert_with(|| id.0.clone());
}

fn detach(body: &mut RecordBody, id: &AttachmentId) {
    let Some(gone) = body.attachments.remove(id) else {
        return;
    };
    if body.answers.get(&gone.path) != Some(&id.0) {
        return;
    }
    // Another picture of the same question answers it now.
    let next = body
        .attachments
        .iter()
        .find(|(_, attachment)| attachment.path == gone.path);
    match next.map(|(id, _)| id.0.clone()) {
        Some(next) => body.answers.insert(gone.path, next),
        None => body.answers.remove(&gone.path),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(path: &str, kind: AttachmentKind) -> Attachment {
        Attachment {
            kind,
            path: path.to_owned(),
            sha256: Sha256Hex::of(b"upload"),
            original_sha256: Sha256Hex::of(b"original"),
            bytes: 6,
            media_type: "image/jpeg".to_owned(),
            taken_at: Timestamp(1),
            taken_by: AccountId::default(),
            position: None,
            caption: String::new(),
        }
    }

    #[test]
    fn a_question_stays_answered_while_it_has_a_picture() {
        let mut body = RecordBody::default();
        let path = "/data/photos/p1";
        attach(
            &mut body,
            &"one".into(),
            &picture(path, AttachmentKind::Photo),
        );
        attach(
            &mut body,
            &"two".into(),
            &picture(path, AttachmentKind::Photo),
        );
        assert_eq!(body.answers[path], "one");
        detach(&mut body, &"one".into());
        assert_eq!(body.answers[path], "two");
        detach(&mut body, &"two".into());
        assert!(!body.answers.contains_key(path));
    }

    #[test]
    fn a_new_signature_takes_the_place_of_the_former() {
        let mut body = RecordBody::default();
        let path = "/data/signoff/sign_a";
        attach(
            &mut body,
            &"one".into(),
            &picture(path, AttachmentKind::Signature),
        );
        attach(
            &mut body,
            &"two".into(),
            &picture(path, AttachmentKind::Signature),
        );
        assert_eq!(body.attachments.len(), 1);
        assert_eq!(body.answers[path], "two");
    }
}
